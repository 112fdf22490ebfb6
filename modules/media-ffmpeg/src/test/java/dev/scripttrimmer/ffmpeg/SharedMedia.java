package dev.scripttrimmer.ffmpeg;

import dev.scripttrimmer.ffmpeg.media.Tool;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the media tools as they are by default, found once and closed after the last. */
final class SharedMedia implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FfmpegMedia.class;
  }

  @Override
  public FfmpegMedia resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            SharedMedia.class,
            key -> new FfmpegMedia(FfmpegConfig.defaults(Tool.CACHE)),
            FfmpegMedia.class);
  }
}
