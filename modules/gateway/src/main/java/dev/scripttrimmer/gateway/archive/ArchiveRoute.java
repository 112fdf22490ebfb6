package dev.scripttrimmer.gateway.archive;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.RunLayout;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code GET /jobs/KEY/archive.zip}: what the job's run made, all of it or the files that are
 * named, streamed from the store as it is read.
 */
public final class ArchiveRoute {
  /**
   * What the paths of archives end with: however long they take, they are no requests that hang.
   */
  public static final String PATH_END = "/archive.zip";

  private static final String CONTENT_DISPOSITION = "Content-Disposition";
  private static final String CLIPS = "clips/";
  private static final int PAGE = 1000;
  private static final int MAX_FILES = 10_000;

  private final Vertx vertx;
  private final ObjectStore objects;
  private final String bucket;
  private final Function<RoutingContext, Future<Job>> jobs;

  /**
   * @param bucket where jobs' results lie
   * @param jobs finds the job that a request's path names
   */
  public ArchiveRoute(
      Vertx vertx, ObjectStore objects, String bucket, Function<RoutingContext, Future<Job>> jobs) {
    this.vertx = vertx;
    this.objects = objects;
    this.bucket = bucket;
    this.jobs = jobs;
  }

  public void mount(Router router) {
    router
        .route("/jobs/:key" + PATH_END)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::answer);
  }

  private void answer(RoutingContext context) {
    jobs.apply(context)
        .map(ArchiveRoute::completed)
        .compose(
            job ->
                files(job)
                    .map(files -> chosen(files, context.request().getParam("files")))
                    .compose(files -> send(context, job, files)))
        .onFailure(failure -> fail(context, failure));
  }

  private static void fail(RoutingContext context, Throwable failure) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      // Whoever has left is told nothing.
      return;
    }
    if (!response.headWritten()) {
      response.headers().remove(CONTENT_DISPOSITION);
    }
    context.fail(failure);
  }

  private static Job.Completed completed(Job job) {
    if (job instanceof Job.Completed completed) {
      return completed;
    }
    throw ApiException.conflict("no_result", "The job has no result, or none yet.");
  }

  private Future<Void> send(RoutingContext context, Job.Completed job, List<RunFile> files) {
    ArchiveName name = ArchiveName.of(job.submission().filename());
    List<ArchiveEntry> entries =
        files.stream()
            .map(file -> new ArchiveEntry(name.stem() + "/" + file.name(), file.object()))
            .toList();
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/zip")
        .putHeader(CONTENT_DISPOSITION, name.contentDisposition())
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    if (HttpMethod.HEAD.equals(context.request().method())) {
      return response.end();
    }
    response.setChunked(true);
    return new ZipStream(objects, context(), entries, response::write)
        .send()
        .compose(sent -> response.end());
  }

  private Future<List<RunFile>> files(Job.Completed job) {
    QueueKey key = job.key();
    String prefix = RunLayout.prefix(key, job.run().number(), Stage.UPLOAD);
    Set<String> clips =
        job.result().s3Urls().stream()
            .map(clip -> stem(clip.filename()))
            .collect(Collectors.toSet());
    return list(prefix, "", new ArrayList<>())
        .map(
            found ->
                found.stream()
                    .map(
                        object ->
                            new RunFile(object.location().key().substring(prefix.length()), object))
                    // What an attempt left behind that came to other segments is no result.
                    .filter(file -> !file.name().startsWith(CLIPS) || clips.contains(file.stem()))
                    .toList());
  }

  private Future<List<ObjectStat>> list(String prefix, String after, List<ObjectStat> found) {
    return Future.fromCompletionStage(objects.list(bucket, prefix, after, PAGE), context())
        .compose(
            page -> {
              found.addAll(page.objects());
              return page.more() && found.size() < MAX_FILES
                  ? list(prefix, last(page), found)
                  : Future.succeededFuture(found);
            });
  }

  private static String last(ObjectPage page) {
    return page.objects().get(page.objects().size() - 1).location().key();
  }

  /**
   * @param names null for all
   */
  private static List<RunFile> chosen(List<RunFile> files, String names) {
    if (names == null) {
      return files;
    }
    Set<String> wanted = Arrays.stream(names.split(",")).collect(Collectors.toSet());
    List<RunFile> chosen = files.stream().filter(file -> wanted.contains(file.name())).toList();
    if (chosen.size() < wanted.size() || chosen.isEmpty()) {
      throw ApiException.notFound("The job has no file of one of these names.");
    }
    return chosen;
  }

  private Context context() {
    return vertx.getOrCreateContext();
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.[^./]+$", "");
  }

  /**
   * @param name as below {@code /jobs/KEY/files/}
   */
  private record RunFile(String name, ObjectStat object) {
    String stem() {
      return ArchiveRoute.stem(name.substring(CLIPS.length()));
    }
  }
}
