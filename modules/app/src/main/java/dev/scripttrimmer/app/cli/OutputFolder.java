package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.client.TrimClient;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a finished job's files are saved. */
record OutputFolder(Path path) {
  private static final List<String> DOCUMENTS =
      List.of(
          "transcript.json", "transcript.srt", "transcript.vtt", "segments.json", "chapters.txt");

  /** A new folder in {@code parent}, named after the video; numbered when there is one already. */
  static OutputFolder create(Path parent, Path video) throws IOException {
    Files.createDirectories(parent);
    String filename = video.getFileName().toString();
    int dot = filename.lastIndexOf('.');
    String name = dot > 0 ? filename.substring(0, dot) : filename;
    for (int number = 1; ; number++) {
      Path folder = parent.resolve(number == 1 ? name : name + "-" + number);
      try {
        return new OutputFolder(Files.createDirectory(folder));
      } catch (FileAlreadyExistsException e) {
        // Taken by an earlier run, whose files stay.
        continue;
      }
    }
  }

  /** Saves everything that the job made. */
  void fill(TrimClient client, String s3Url, JobResult result) throws IOException {
    for (String name : DOCUMENTS) {
      client.save("/jobs/" + QueueKey.of(s3Url) + "/files/" + name, path.resolve(name));
    }
    if (result.tightened().isPresent()) {
      client.save(result.tightened().get().url(), path.resolve("tightened.mp4"));
    }
    for (ClipLink clip : result.s3Urls()) {
      // The last part alone: what a server says never leads out of the folder.
      client.save(clip.url(), path.resolve(Path.of(clip.filename()).getFileName()));
    }
  }
}
