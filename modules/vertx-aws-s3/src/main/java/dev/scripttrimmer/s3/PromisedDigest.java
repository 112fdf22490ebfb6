package dev.scripttrimmer.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a store says that an object's whole content hashes to: a full-object CRC where it keeps one,
 * else the MD5 that is the ETag of an object uploaded in one part.
 */
final class PromisedDigest {
  private static final Pattern MD5_ETAG = Pattern.compile("\"?([0-9a-f]{32})\"?");
  private static final int BUFFER = 1 << 20;

  private final Hash hash;
  private final String promised;

  private PromisedDigest(Hash hash, String promised) {
    this.hash = hash;
    this.promised = promised;
  }

  /** Empty when the store keeps nothing that covers the content as one piece. */
  static Optional<PromisedDigest> of(HeadObjectResponse head) {
    return crc(head.checksumCRC64NVME(), new Crc64Nvme(), Long.BYTES)
        .or(() -> crc(head.checksumCRC32C(), new CRC32C(), Integer.BYTES))
        .or(() -> crc(head.checksumCRC32(), new CRC32(), Integer.BYTES))
        .or(() -> md5(head));
  }

  private static Optional<PromisedDigest> crc(String promised, Checksum checksum, int bytes) {
    // A dash and a number of parts follow where the checksum is one of the parts' checksums.
    return promised == null || promised.contains("-")
        ? Optional.empty()
        : Optional.of(new PromisedDigest(new CrcHash(checksum, bytes), promised));
  }

  private static Optional<PromisedDigest> md5(HeadObjectResponse head) {
    ServerSideEncryption encryption = head.serverSideEncryption();
    boolean plain =
        (encryption == null || encryption == ServerSideEncryption.AES256)
            && head.sseCustomerAlgorithm() == null;
    Matcher etag = MD5_ETAG.matcher(head.eTag());
    return plain && etag.matches()
        ? Optional.of(new PromisedDigest(new Md5Hash(), etag.group(1)))
        : Optional.empty();
  }

  /**
   * Reads the whole file. Used once.
   *
   * @param stop asked now and then; once true, the answer does not matter any more
   */
  boolean isKeptBy(FileChannel file, BooleanSupplier stop) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long position = 0;
    int read;
    while (!stop.getAsBoolean() && (read = file.read(buffer, position)) >= 0) {
      position += read;
      hash.update(buffer.flip());
      buffer.clear();
    }
    return hash.value().equals(promised);
  }

  private interface Hash {
    void update(ByteBuffer bytes);

    String value();
  }

  private record CrcHash(Checksum checksum, int bytes) implements Hash {
    @Override
    public void update(ByteBuffer buffer) {
      checksum.update(buffer);
    }

    @Override
    public String value() {
      byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
      byte[] last = Arrays.copyOfRange(value, Long.BYTES - bytes, Long.BYTES);
      return Base64.getEncoder().encodeToString(last);
    }
  }

  private static final class Md5Hash implements Hash {
    private final MessageDigest digest = S3Requests.md5();

    @Override
    public void update(ByteBuffer buffer) {
      digest.update(buffer);
    }

    @Override
    public String value() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
