package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.RunLayout;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code GET /jobs/KEY/files/NAME}: a file of a job's current run, by redirection to a link signed
 * on the spot, so that results never expire.
 */
public final class FileRoute {
  private static final Pattern SAFE_NAME =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}][^\\p{Cntrl}/\\\\]*(?:/[\\p{L}\\p{M}\\p{N}][^\\p{Cntrl}/\\\\]*){0,3}");
  private static final int MAX_NAME = 512;
  private static final String FOLDER = "/files/";

  private final Vertx vertx;
  private final GatewayConfig config;
  private final GatewayPorts ports;
  private final JobReader reader;

  public FileRoute(Vertx vertx, GatewayConfig config, GatewayPorts ports, JobReader reader) {
    this.vertx = vertx;
    this.config = config;
    this.ports = ports;
    this.reader = reader;
  }

  public void mount(Router router) {
    router
        .route("/jobs/:key/files/*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> redirect(context, job -> location(job, name(context))));
    router
        .route("/jobs/:key/source")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> redirect(context, job -> job.submission().source()));
  }

  private void redirect(RoutingContext context, Function<Job, ObjectLocation> wanted) {
    QueueKey key = JobRoutes.key(context);
    boolean download = "1".equals(context.request().getParam("download"));
    reader
        .job(key)
        .compose(job -> stat(wanted.apply(job)))
        .map(file -> link(file.location(), download))
        .onSuccess(link -> redirect(context, link))
        .onFailure(context::fail);
  }

  private URI link(ObjectLocation file, boolean download) {
    return ports
        .signer()
        .signGet(
            file,
            download ? Optional.of(file.filename()) : Optional.empty(),
            config.uploads().linkValidity());
  }

  private static void redirect(RoutingContext context, URI link) {
    context
        .response()
        .setStatusCode(302)
        .putHeader(HttpHeaders.LOCATION, link.toString())
        // A player asks range by range; it may keep to one link for a while.
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=60")
        .end();
  }

  private Future<ObjectStat> stat(ObjectLocation location) {
    return Future.fromCompletionStage(ports.objects().stat(location), vertx.getOrCreateContext())
        .map(
            found ->
                found.orElseThrow(
                    () -> ApiException.notFound("The job has no file of this name.")));
  }

  private ObjectLocation location(Job job, String name) {
    String prefix = RunLayout.prefix(job.key(), job.run().number(), Stage.UPLOAD);
    return new ObjectLocation(config.jobs().bucket(), prefix + name);
  }

  private static String name(RoutingContext context) {
    String path = context.normalizedPath();
    String name = decode(path.substring(path.indexOf(FOLDER) + FOLDER.length()));
    if (name.length() > MAX_NAME || !SAFE_NAME.matcher(name).matches()) {
      throw ApiException.notFound("The job has no file of this name.");
    }
    return name;
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound("The job has no file of this name.");
    }
  }
}
