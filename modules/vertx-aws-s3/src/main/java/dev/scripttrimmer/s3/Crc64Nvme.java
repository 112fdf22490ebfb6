package dev.scripttrimmer.s3;

import java.util.zip.Checksum;

/**
 * The 64-bit CRC of the NVM Express specification (reflected, polynomial {@code AD93D23594C93659}),
 * which Amazon S3 keeps for objects by default. Eight bytes a step, by eight tables ("slicing by
 * 8", Kounavis and Berry, 2005).
 */
final class Crc64Nvme implements Checksum {
  private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
  private static final int SLICES = 8;
  private static final long[][] TABLES = tables();

  private long crc = -1;

  private static long[][] tables() {
    long[][] tables = new long[SLICES][256];
    for (int index = 0; index < 256; index++) {
      long value = index;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      tables[0][index] = value;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int index = 0; index < 256; index++) {
        long before = tables[slice - 1][index];
        tables[slice][index] = before >>> 8 ^ tables[0][(int) before & 0xff];
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ value) & 0xff];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; end - at >= SLICES; at += SLICES) {
      long next = 0;
      for (int slice = 0; slice < SLICES; slice++) {
        int index = ((int) (crc >>> 8 * slice) ^ bytes[at + slice]) & 0xff;
        next ^= TABLES[SLICES - 1 - slice][index];
      }
      crc = next;
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1;
  }
}
