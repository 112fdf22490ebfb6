package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.cluster.Membership;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.jobstore.Checkpoints;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.pipeline.ChunkRecognizer;
import dev.scripttrimmer.pipeline.PipelineConfig;
import dev.scripttrimmer.pipeline.PipelinePorts;
import dev.scripttrimmer.pipeline.VideoPipeline;
import dev.scripttrimmer.worker.ScatteringRecognizer;
import dev.scripttrimmer.worker.WorkTracer;
import dev.scripttrimmer.worker.WorkerMeters;
import dev.scripttrimmer.worker.WorkerPorts;
import dev.scripttrimmer.worker.WorkerVerticle;
import java.time.Clock;

/** Wires what a node works with to those who work; deploys nothing. */
record WorkerWiring(
    NodeId id,
    AppConfig config,
    WorkShop shop,
    Storage storage,
    MessageBus bus,
    WorkerMeters meters,
    WorkTracer tracer,
    Clock clock) {
  /** Chunks of one job that other nodes may have at once, or that wait for a slot. */
  private static final int CHUNKS_GIVEN_AWAY = 8;

  /** Recognises chunks of this node's jobs, here and elsewhere, and of others' jobs. */
  ScatteringRecognizer recognizer() {
    return new ScatteringRecognizer(
        id, shop.recognizers(), bus, storage.objects(), storage.bucket(), meters, tracer, clock);
  }

  /** Claims and runs jobs. */
  WorkerVerticle worker(
      ChunkRecognizer recognizer, ObjectJobStore jobs, ProgressPublisher publisher) {
    return new WorkerVerticle(
        config.worker().toWorker(id, shop.capabilities()),
        new WorkerPorts(jobs, bus, publisher, pipeline(recognizer), meters, tracer, clock));
  }

  /** Tells those who work of nodes that come and go. */
  void follow(Membership membership, ScatteringRecognizer recognizer, WorkerVerticle worker) {
    membership.onChange(
        change -> {
          switch (change.kind()) {
            case LEFT -> {
              worker.nodeLeft(change.node());
              recognizer.nodeLeft(change.node());
            }
            case JOINED -> worker.nodeJoined(change.node());
          }
        });
  }

  private VideoPipeline pipeline(ChunkRecognizer recognizer) {
    return new VideoPipeline(
        new PipelinePorts(
            storage.objects(),
            storage.urls(),
            new Checkpoints(storage.objects(), JobStoreConfig.in(storage.bucket())),
            shop.media().probe(),
            shop.audio(),
            recognizer,
            shop.segmenter(),
            shop.media().cutter(),
            shop.media().thumbnails(),
            shop.tightener(),
            shop.media().joiner()),
        new PipelineConfig(
            storage.bucket(),
            config.uploads().maxSize().bytes(),
            shop.recognizers().slots() + CHUNKS_GIVEN_AWAY),
        shop.scratch());
  }
}
