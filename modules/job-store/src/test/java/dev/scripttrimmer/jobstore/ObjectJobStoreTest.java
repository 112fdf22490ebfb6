package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.embeddeds3.EmbeddedS3;
import dev.scripttrimmer.embeddeds3.EmbeddedS3Config;
import dev.scripttrimmer.s3.S3Config;
import dev.scripttrimmer.s3.S3Connection;
import dev.scripttrimmer.s3.S3ObjectStore;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.testkit.JobStoreContract;
import dev.scripttrimmer.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class ObjectJobStoreTest {

  @Nested
  class InMemory extends JobStoreContract {
    private final JobStore jobs =
        new ObjectJobStore(
            new InMemoryObjectStore("jobs"),
            JobStoreConfig.in("jobs"),
            new ManualClock(JobSamples.START));

    @Override
    protected JobStore jobs() {
      return jobs;
    }
  }

  @Nested
  class OnS3 extends JobStoreContract {
    @TempDir static Path folder;
    private static EmbeddedS3 server;
    private static ObjectStore store;

    private JobStore jobs;

    @BeforeAll
    static void start() throws Exception {
      server = EmbeddedS3.start(EmbeddedS3Config.inFolder(folder));
      store =
          new S3ObjectStore(
              new S3Connection(
                  S3Config.at(
                      server.endpoint(),
                      new S3Config.Credentials(
                          server.accessKey().id(), server.accessKey().secret()))));
    }

    @AfterAll
    static void stop() throws Exception {
      store.close();
      server.close();
    }

    @BeforeEach
    void emptyBucket() throws Exception {
      String bucket = UUID.randomUUID().toString();
      Files.createDirectory(folder.resolve("objects").resolve(bucket));
      jobs = new ObjectJobStore(store, JobStoreConfig.in(bucket), Clock.systemUTC());
    }

    @Override
    protected JobStore jobs() {
      return jobs;
    }
  }
}
