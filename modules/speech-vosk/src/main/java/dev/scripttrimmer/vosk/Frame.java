package dev.scripttrimmer.vosk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;

/**
 * A message between a node and its recogniser process: session, kind, length, body.
 *
 * @param session which recogniser it is about; 0 for the process itself
 * @param body not copied, not to be changed
 */
record Frame(int session, Kind kind, byte[] body) {
  /** The session of what concerns the whole process. */
  static final int PROCESS = 0;

  private static final int MAX_BODY = 16 * 1024 * 1024;
  private static final byte[] NOTHING = new byte[0];
  private static final Kind[] KINDS = Kind.values();

  /** What a frame says. To each SOUND and FINISH the process answers one frame, to FORGET none. */
  enum Kind {
    /** Here is sound; begins the session when there is none. */
    SOUND,
    /** The sound has ended, and so does the session. */
    FINISH,
    /** Nobody wants to know any more. */
    FORGET,
    /** The model is loaded. */
    READY,
    /** The sound was taken in, and no utterance ended in it. */
    GOES_ON,
    /** A result of the engine: JSON. */
    RESULT,
    /** What went wrong, in words; the session has ended. */
    FAILED
  }

  static Frame of(int session, Kind kind) {
    return new Frame(session, kind, NOTHING);
  }

  static Frame of(int session, Kind kind, String text) {
    return new Frame(session, kind, text.getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Waits for the next frame.
   *
   * @throws java.io.EOFException when there is none
   * @throws StreamCorruptedException when what comes is no frame
   */
  static Frame read(DataInputStream in) throws IOException {
    int session = in.readInt();
    int kind = in.readUnsignedByte();
    int length = in.readInt();
    if (kind >= KINDS.length || length < 0 || length > MAX_BODY) {
      throw new StreamCorruptedException("no frame: kind " + kind + ", length " + length);
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Frame(session, KINDS[kind], body);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(session);
    out.writeByte(kind.ordinal());
    out.writeInt(body.length);
    out.write(body);
    out.flush();
  }
}
