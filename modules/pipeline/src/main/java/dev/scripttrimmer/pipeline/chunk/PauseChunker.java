package dev.scripttrimmer.pipeline.chunk;

import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts sound into chunks at pauses and hands each on the moment its end is known. The chunks in a
 * row are the sound, sample for sample.
 *
 * <p>The longer a chunk gets, the shorter a pause may end it; one that has none by {@link
 * ChunkLimits#longest} ends where it is quietest. Holds no more than one chunk. Not thread-safe.
 */
public final class PauseChunker {
  // The pause that ends a chunk: first asked for, and last.
  private static final int LONG_PAUSE = FrameLevel.frames(0.5);
  private static final int SHORT_PAUSE = FrameLevel.frames(0.12);
  // Far enough from the words on either side of a pause that is longer than twice this.
  private static final int MARGIN = FrameLevel.frames(0.5);
  // No stop consonant is silent for longer.
  private static final int QUIET_WINDOW = FrameLevel.frames(0.15);
  // Noise of a sound card or of a codec in silence stays below this, in dB.
  private static final float AUDIBLE = -60;
  // A click is shorter.
  private static final int FRAMES_TO_BE_SOUND = FrameLevel.frames(0.1);

  private final ChunkLimits limits;
  private final Consumer<AudioChunk> sink;
  private final int longest;
  private final byte[] pcm;
  private final float[] levels;
  private final PauseLevel pauseLevel = new PauseLevel();

  private int bytes;
  private int frames;
  private int quietRun;
  private int longestPause;
  private int longestPauseEnd;

  private int index;
  private long framesBefore;
  private int audibleFrames;
  private boolean finished;

  /**
   * @param sink gets each chunk, in order, on the thread that brings the sound
   */
  public PauseChunker(ChunkLimits limits, Consumer<AudioChunk> sink) {
    this.limits = limits;
    this.sink = sink;
    this.longest = FrameLevel.frames(limits.longest());
    this.pcm = new byte[longest * FrameLevel.BYTES];
    this.levels = new float[longest];
  }

  /**
   * Takes the first {@code length} bytes of {@code block} in; blocks of any size give the same
   * chunks.
   *
   * @param block sound in {@link PcmFormat}; copied
   * @param length a multiple of {@link PcmFormat#BYTES_PER_SAMPLE}
   * @throws IllegalStateException after {@link #finish}
   */
  public void accept(byte[] block, int length) {
    if (finished) {
      throw new IllegalStateException("the sound has ended");
    }
    if (length % PcmFormat.BYTES_PER_SAMPLE != 0) {
      throw new IllegalArgumentException("half a sample");
    }
    int taken = 0;
    while (taken < length) {
      int untilFrame = (frames + 1) * FrameLevel.BYTES - bytes;
      int next = Math.min(untilFrame, length - taken);
      System.arraycopy(block, taken, pcm, bytes, next);
      taken += next;
      bytes += next;
      if (next == untilFrame) {
        addFrame();
      }
    }
  }

  /** Ends the sound and hands on what is left as the last chunk. Later calls change nothing. */
  public void finish() {
    if (!finished && bytes > 0) {
      emit(bytes);
    }
    finished = true;
  }

  /** Whether there was anything to hear so far: more than clicks or the noise of silence. */
  public boolean heardSound() {
    return audibleFrames >= FRAMES_TO_BE_SOUND;
  }

  private void addFrame() {
    float level = FrameLevel.of(pcm, frames * FrameLevel.BYTES);
    levels[frames] = level;
    pauseLevel.add(level);
    if (level > AUDIBLE && audibleFrames < FRAMES_TO_BE_SOUND) {
      audibleFrames++;
    }
    followPause(frames);
    frames++;
    while (longestPause >= pauseAskedFor()) {
      cut(longestPauseEnd - Math.min(longestPause / 2, MARGIN));
    }
    if (frames == longest) {
      cut(quietestPlace());
    }
  }

  private int shortest() {
    return FrameLevel.frames(index == 0 ? limits.first() : limits.shortest());
  }

  private void followPause(int frame) {
    quietRun = levels[frame] <= pauseLevel.threshold() ? quietRun + 1 : 0;
    if (frame >= shortest() && quietRun > longestPause) {
      longestPause = quietRun;
      longestPauseEnd = frame + 1;
    }
  }

  /** Falls evenly while the chunk grows from its shortest to its longest. */
  private double pauseAskedFor() {
    double grown = (double) (frames - shortest()) / (longest - shortest());
    return LONG_PAUSE - Math.max(0, grown) * (LONG_PAUSE - SHORT_PAUSE);
  }

  private int quietestPlace() {
    float sum = 0;
    float quietest = Float.MAX_VALUE;
    int place = longest;
    int from = shortest();
    for (int i = from; i < frames; i++) {
      sum += levels[i];
      if (i >= from + QUIET_WINDOW) {
        sum -= levels[i - QUIET_WINDOW];
      }
      if (i >= from + QUIET_WINDOW - 1 && sum < quietest) {
        quietest = sum;
        place = i + 1 - QUIET_WINDOW / 2;
      }
    }
    return place;
  }

  private void cut(int frame) {
    emit(frame * FrameLevel.BYTES);
    int left = frames - frame;
    System.arraycopy(levels, frame, levels, 0, left);
    framesBefore += frame;
    frames = left;
    quietRun = 0;
    longestPause = 0;
    for (int i = 0; i < left; i++) {
      followPause(i);
    }
  }

  private void emit(int length) {
    double start = (double) framesBefore * FrameLevel.SAMPLES / PcmFormat.SAMPLE_RATE;
    AudioChunk chunk = new AudioChunk(index, start, Arrays.copyOf(pcm, length));
    index++;
    System.arraycopy(pcm, length, pcm, 0, bytes - length);
    bytes -= length;
    sink.accept(chunk);
  }
}
