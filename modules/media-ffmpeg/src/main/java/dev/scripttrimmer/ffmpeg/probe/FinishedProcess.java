package dev.scripttrimmer.ffmpeg.probe;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process that has ended, for a library that wants to read one. */
final class FinishedProcess extends Process {
  private final int exitValue;
  private final InputStream output;

  FinishedProcess(int exitValue, String output) {
    this.exitValue = exitValue;
    this.output = new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() {
    return exitValue;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) {
    return true;
  }

  @Override
  public int exitValue() {
    return exitValue;
  }

  @Override
  public void destroy() {
    // It has ended.
  }
}
