package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event costs between the log and the sockets: it is encoded once, joined with others once
 * for each place that viewers come from, and handed to every connection. The sockets themselves are
 * left out; the comparison with nchan has them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StreamBenchmark {
  private static final int REPLAYED = 100;
  private static final String URL = "https://lectures.s3.eu-west-1.amazonaws.com/videos/a.mp4";
  private static final QueueKey KEY = QueueKey.of(URL);

  /** How many connections an event goes to. */
  @Param({"1000"})
  public int viewers;

  private List<EmbeddedChannel> connections;
  private History story;

  /** Opens connections that lead nowhere, and tells a story. */
  @Setup(Level.Iteration)
  public void open() {
    connections = IntStream.range(0, viewers).mapToObj(i -> new EmbeddedChannel()).toList();
    story = new History();
    LongStream.rangeClosed(1, REPLAYED).forEach(id -> story.add(EncodedEvent.of(KEY, event(id))));
  }

  /** Closes them. */
  @TearDown(Level.Iteration)
  public void close() {
    connections.forEach(EmbeddedChannel::finishAndReleaseAll);
    story.release();
  }

  /** One event into its bytes. */
  @Benchmark
  public Object encode() {
    return EncodedEvent.of(KEY, event(1));
  }

  /** The first viewer's replay of a hundred events; those who follow share it. */
  @Benchmark
  public int joinReplay() {
    story.release();
    return story.framesAfter(1).chunk().readableBytes();
  }

  /** One event to every connection. */
  @Benchmark
  public int fanOut() {
    Frames frames = Frames.of(EncodedEvent.of(KEY, event(1)));
    int handedOn = 0;
    for (EmbeddedChannel connection : connections) {
      connection.writeAndFlush(frames.chunk().retainedDuplicate(), connection.voidPromise());
      handedOn += connection.releaseOutbound() ? 1 : 0;
    }
    frames.release();
    return handedOn;
  }

  private static ProgressEvent event(long id) {
    return new ProgressEvent(
        id,
        1,
        false,
        ProgressUpdate.of(
            URL, JobStatus.RUNNING, "Transcribing audio...", Instant.ofEpochMilli(id), 70));
  }
}
