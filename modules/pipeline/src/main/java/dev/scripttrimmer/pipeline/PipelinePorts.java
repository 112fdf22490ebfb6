package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.ClipCutter;
import dev.scripttrimmer.domain.media.MediaProbe;
import dev.scripttrimmer.domain.media.ThumbnailMaker;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.domain.segment.Segmenter;
import dev.scripttrimmer.domain.segment.TightCutFinder;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.jobstore.Checkpoints;

/** Everything that the pipeline works with. */
public record PipelinePorts(
    ObjectStore store,
    ObjectUrls urls,
    Checkpoints checkpoints,
    MediaProbe probe,
    AudioSource audio,
    ChunkRecognizer recognizer,
    Segmenter segmenter,
    ClipCutter cutter,
    ThumbnailMaker thumbnails,
    TightCutFinder tightCuts,
    VideoJoiner joiner) {}
