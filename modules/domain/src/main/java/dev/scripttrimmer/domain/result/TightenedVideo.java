package dev.scripttrimmer.domain.result;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;

/**
 * The video without fillers and long silences, joined into one file.
 *
 * @param s3Url where it lies
 * @param sizeMb its size in 10^6 bytes
 * @param url what a browser can play and save: a path of the service, which answers with a fresh
 *     signed link
 * @param duration of the joined video, in seconds
 * @param savedSeconds by how much it is shorter
 * @param clips what was kept of the original, in order of time; empty where the result is too long
 *     to list it
 */
public record TightenedVideo(
    String filename,
    String s3Url,
    String s3Key,
    double sizeMb,
    String url,
    double duration,
    double savedSeconds,
    List<TimeSpan> clips) {
  public TightenedVideo {
    clips = List.copyOf(clips);
  }

  TightenedVideo withoutList() {
    return new TightenedVideo(
        filename, s3Url, s3Key, sizeMb, url, duration, savedSeconds, List.of());
  }
}
