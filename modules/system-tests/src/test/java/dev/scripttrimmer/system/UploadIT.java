package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * A file that is sent in parts. It is sparse; {@code -Dupload.bytes=6442450944} tries one of 6 GiB,
 * for which the store in the temporary folder wants about twice as much.
 */
@ExtendWith(SharedPage.class)
class UploadIT {
  private static final long PART_BYTES = 16 << 20;
  private static final long BYTES = Long.getLong("upload.bytes", 7 * PART_BYTES + 1);
  private static final long PARTS = (BYTES + PART_BYTES - 1) / PART_BYTES;

  /** The first part that waits for the reload. */
  private static final int HELD = 5;

  private Browser browser;
  private Path file;

  @BeforeEach
  void makeTheFile(PageUnderTest page) throws IOException {
    browser = page.browser();
    file = page.folder().resolve("a long lecture.mp4");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(BYTES);
    }
  }

  @AfterEach
  void removeTheFile() throws IOException {
    Files.delete(file);
  }

  @Test
  void aLargeFileOutlivesRefusedPartsALostConnectionAndAReload() throws IOException {
    browser.runBefore("unreliable-store.js");
    browser.load("");
    browser.evaluate("void (uploads.held = %d)".formatted(HELD));
    choose();
    browser.await("process-button").click();
    browser.untilTrue(
        "[1, 2, 2, 3, 4].every(n => uploads.sent.filter(m => m === n).length"
            + " >= (n === 2 ? 2 : 1))");
    browser.until(
        "the sent parts are counted",
        page -> browser.await("upload-facts").getText().contains("67.1 MB of "));
    Usability.check(browser, "upload");
    browser.await("upload-pause").click();
    upload("paused");
    Usability.check(browser, "upload-paused");

    browser.driver().navigate().refresh();
    upload("interrupted");
    Usability.check(browser, "upload-interrupted");
    choose();
    browser.untilTrue("/^#\\/jobs\\//.test(location.hash)");

    assertThat((List<?>) browser.evaluate("uploads.sent.sort((a, b) => a - b)"))
        .isEqualTo(LongStream.rangeClosed(HELD, PARTS).boxed().toList());
    // What was sent is no video, and the service looks at the whole of it before it says so.
    browser.awaitAny(By.cssSelector("[data-testid='failure'][data-code='not_a_video']"));
  }

  private void choose() {
    browser
        .until("the chooser", page -> page.findElement(By.id("file-input")))
        .sendKeys(file.toAbsolutePath().toString());
  }

  private void upload(String state) {
    browser.awaitAny(
        By.cssSelector("[data-testid='upload-item'][data-state='%s']".formatted(state)));
  }
}
