package dev.scripttrimmer.gateway.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where everything is in a ZIP of stored entries, known before the first byte of it is. Entries say
 * their size and checksum up front, which even unpackers understand that read from a pipe; the
 * 64-bit records are there only when something does not fit in 32 bits.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>,
 *     4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3
 */
final class ZipLayout {
  private static final long MAX_32 = 0xFFFF_FFFFL;
  private static final int MAX_16 = 0xFFFF;
  private static final int ZIP64_EXTRA = 0x0001;
  private static final int VERSION_STORED = 20;
  private static final int VERSION_ZIP64 = 45;
  private static final int UNIX = 3 << 8;
  private static final int NAMES_ARE_UTF_8 = 1 << 11;
  private static final long PLAIN_FILE = 0100644L << 16;
  private static final int LOCAL_HEADER = 30;
  private static final int FIRST_DOS_YEAR = 1980;
  private static final int LAST_DOS_YEAR = 2107;

  private final List<ArchiveEntry> entries;
  private final long[] offsets;
  private final long directoryOffset;

  ZipLayout(List<ArchiveEntry> entries) {
    this.entries = entries;
    this.offsets = new long[entries.size()];
    long offset = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      ArchiveEntry entry = entries.get(i);
      offset += LOCAL_HEADER + utf8(entry).length + localExtra(entry).length + entry.size();
    }
    this.directoryOffset = offset;
  }

  /** Bytes of the whole archive. */
  long size() {
    return directoryOffset + directory(new long[entries.size()]).length;
  }

  /** What goes before an entry's content. */
  byte[] localHeader(int index, long crc32) {
    ArchiveEntry entry = entries.get(index);
    byte[] name = utf8(entry);
    byte[] extra = localExtra(entry);
    return new Bytes()
        .int32(0x04034b50)
        .int16(extra.length > 0 ? VERSION_ZIP64 : VERSION_STORED)
        .append(description(entry, crc32))
        .int32(Math.min(MAX_32, entry.size()))
        .int32(Math.min(MAX_32, entry.size()))
        .int16(name.length)
        .int16(extra.length)
        .append(name)
        .append(extra)
        .toArray();
  }

  /**
   * What goes after the last entry.
   *
   * @param crc32s of all entries' contents
   */
  byte[] directory(long[] crc32s) {
    Bytes directory = new Bytes();
    for (int i = 0; i < entries.size(); i++) {
      directory.append(directoryHeader(i, crc32s[i]));
    }
    int count = entries.size();
    long length = directory.length();
    if (count >= MAX_16 || directoryOffset >= MAX_32 || length >= MAX_32) {
      directory.append(end64(count, length));
    }
    return directory
        .int32(0x06054b50)
        .int32(0)
        .int16(Math.min(MAX_16, count))
        .int16(Math.min(MAX_16, count))
        .int32(Math.min(MAX_32, length))
        .int32(Math.min(MAX_32, directoryOffset))
        .int16(0)
        .toArray();
  }

  private byte[] directoryHeader(int index, long crc32) {
    ArchiveEntry entry = entries.get(index);
    byte[] name = utf8(entry);
    Bytes large = new Bytes();
    if (entry.size() >= MAX_32) {
      large.int64(entry.size()).int64(entry.size());
    }
    if (offsets[index] >= MAX_32) {
      large.int64(offsets[index]);
    }
    byte[] extra = extra(large);
    int version = extra.length > 0 ? VERSION_ZIP64 : VERSION_STORED;
    return new Bytes()
        .int32(0x02014b50)
        .int16(UNIX | version)
        .int16(version)
        .append(description(entry, crc32))
        .int32(Math.min(MAX_32, entry.size()))
        .int32(Math.min(MAX_32, entry.size()))
        .int16(name.length)
        .int16(extra.length)
        .int16(0)
        .int32(0)
        .int32(PLAIN_FILE)
        .int32(Math.min(MAX_32, offsets[index]))
        .append(name)
        .append(extra)
        .toArray();
  }

  private byte[] end64(int count, long length) {
    return new Bytes()
        .int32(0x06064b50)
        .int64(44)
        .int16(UNIX | VERSION_ZIP64)
        .int16(VERSION_ZIP64)
        .int64(0)
        .int64(count)
        .int64(count)
        .int64(length)
        .int64(directoryOffset)
        .int32(0x07064b50)
        .int32(0)
        .int64(directoryOffset + length)
        .int32(1)
        .toArray();
  }

  /** The fields that both headers of an entry have: flags to checksum. */
  private static byte[] description(ArchiveEntry entry, long crc32) {
    return new Bytes()
        .int16(NAMES_ARE_UTF_8)
        .int16(0)
        .append(dosTime(entry.object().lastModified()))
        .int32(crc32)
        .toArray();
  }

  private static byte[] localExtra(ArchiveEntry entry) {
    return extra(
        entry.size() < MAX_32 ? new Bytes() : new Bytes().int64(entry.size()).int64(entry.size()));
  }

  private static byte[] extra(Bytes large) {
    return large.length() == 0
        ? new byte[0]
        : new Bytes()
            .int16(ZIP64_EXTRA)
            .int16((int) large.length())
            .append(large.toArray())
            .toArray();
  }

  private static byte[] dosTime(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    int year = Math.max(FIRST_DOS_YEAR, Math.min(LAST_DOS_YEAR, time.getYear()));
    return new Bytes()
        .int16(time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2)
        .int16((year - FIRST_DOS_YEAR) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth())
        .toArray();
  }

  private static byte[] utf8(ArchiveEntry entry) {
    return entry.name().getBytes(StandardCharsets.UTF_8);
  }

  /** Little-endian numbers, one after the other. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes int16(int value) {
      return number(value, Short.BYTES);
    }

    Bytes int32(long value) {
      return number(value, Integer.BYTES);
    }

    Bytes int64(long value) {
      return number(value, Long.BYTES);
    }

    private Bytes number(long value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (value >>> (8 * i)));
      }
      return this;
    }

    Bytes append(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    long length() {
      return out.size();
    }

    byte[] toArray() {
      return out.toByteArray();
    }
  }
}
