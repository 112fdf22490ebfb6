package dev.scripttrimmer.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.scripttrimmer.app.client.ServiceException;
import dev.scripttrimmer.app.client.TrimClient;
import dev.scripttrimmer.app.client.TrimClient.UploadTicket;
import dev.scripttrimmer.app.node.OneShotNode;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts one video on this machine: starts a node, uses it as any client would, and stops it. */
@Command(
    name = "trim",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Cuts a lecture video into one clip per topic and per interaction with the audience.",
      "Writes clips, transcript, captions and segments into a folder."
    },
    subcommands = {
      ServeCommand.class,
      ClusterCommand.class,
      ModelCommand.class,
      KeyCommand.class,
      ConfigCommand.class,
      WarmUpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the job failed", "2:wrong usage or configuration"})
final class TrimCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** What S3 takes in one request. */
  private static final long LARGEST_PUT = 5_000_000_000L;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The video.")
  private Path file;

  @Option(
      names = "--video-type",
      paramLabel = "TYPE",
      defaultValue = "live",
      description = "live: topics and interactions (default). recorded: topics only.")
  private VideoType videoType;

  @Option(
      names = "--tighten",
      description = "Also makes one video without fillers and long silences.")
  private boolean tighten;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "out",
      description = "Where the video's folder of results is made (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--json", description = "Print the result as JSON on standard output.")
  private boolean json;

  @Option(
      names = "--service",
      paramLabel = "URL",
      description = "A running service that is to do it, instead of this machine.")
  private URI service;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:SCRIPT_TRIMMER_API_KEY}",
      description = {
        "Whom to sign in as at the service.",
        "Better in the variable SCRIPT_TRIMMER_API_KEY: other users of a machine see arguments."
      })
  private String apiKey;

  @Override
  public Integer call() throws IOException {
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "Which video? Give a FILE.");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "No such file: " + file);
    }
    if (Files.size(file) > LARGEST_PUT) {
      throw new ParameterException(
          spec.commandLine(),
          "Files of more than 5 GB are uploaded in parts, which the web page does: ./trim serve");
    }
    PrintStream talk = json ? System.err : System.out;
    if (service != null) {
      return trimAt(service, talk);
    }
    try (OneShotNode node = OneShotNode.start(config.load(Map.of("log.level", "warn")))) {
      node.modelNotice().ifPresent(talk::println);
      return trim(new TrimClient(node.service()), talk);
    } catch (ServiceException e) {
      return failed(e.failure());
    }
  }

  private int trimAt(URI running, PrintStream talk) throws IOException {
    if (running.getHost() == null || !Set.of("http", "https").contains(running.getScheme())) {
      throw new ParameterException(
          spec.commandLine(), "--service is a URL such as https://trimmer.example.org.");
    }
    try {
      return trim(new TrimClient(running, Optional.ofNullable(apiKey)), talk);
    } catch (ServiceException e) {
      return failed(e.failure());
    }
  }

  private int trim(TrimClient client, PrintStream talk) throws IOException {
    String s3Url;
    ProgressUpdate last;
    try (ProgressDisplay display =
        ProgressDisplay.on(talk, Terminal.isInteractive(), System::nanoTime)) {
      s3Url = upload(client, display);
      client.process(s3Url, videoType, tighten);
      last = client.follow(s3Url, display::updated);
    }
    if (last.status() != JobStatus.COMPLETED) {
      return failed(
          last.error().orElse(Failure.of(ErrorCode.INTERNAL, "The job ended without a result.")));
    }
    JobResult result = last.result().orElseThrow();
    OutputFolder folder = OutputFolder.create(out, file);
    folder.fill(client, s3Url, result);
    report(result, folder, talk);
    return DONE;
  }

  private String upload(TrimClient client, ProgressDisplay display) throws IOException {
    String contentType = Optional.ofNullable(Files.probeContentType(file)).orElse("video/mp4");
    UploadTicket ticket = client.ticket(file.getFileName().toString(), contentType);
    long size = Files.size(file);
    client.upload(ticket, file, contentType, sent -> display.uploading(sent, size));
    return ticket.s3Url();
  }

  private void report(JobResult result, OutputFolder folder, PrintStream talk)
      throws JsonProcessingException {
    if (json) {
      System.out.println(
          DomainJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    }
    talk.printf(
        "%d topics and %d interactions in %s%n",
        result.totalVideoSegments(), result.totalInteractionSegments(), folder.path());
    for (ClipLink clip : result.s3Urls()) {
      talk.printf(
          Locale.ROOT,
          "  %7.1f s  %-44s %s%n",
          clip.end() - clip.start(),
          clip.title(),
          clip.filename());
    }
    result
        .tightened()
        .ifPresent(
            tight ->
                talk.printf(
                    Locale.ROOT,
                    "  %7.1f s  %-44s %s%n",
                    tight.duration(),
                    "Tightened, %.1f s saved".formatted(tight.savedSeconds()),
                    tight.filename()));
  }

  private static int failed(Failure failure) {
    System.err.printf(
        "The video could not be processed: %s [%s]%n",
        failure.detail(), failure.code().name().toLowerCase(Locale.ROOT));
    return FAILED;
  }
}
