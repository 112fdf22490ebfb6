package dev.scripttrimmer.ffmpeg.cut;

import java.util.List;

/** Who encodes pictures. */
public enum VideoEncoder {
  /** On the processor. */
  X264(false, List.of()) {
    @Override
    List<String> options(EncodingQuality quality) {
      return x264(quality);
    }
  },
  /**
   * On the processor, while an Nvidia card decodes what it can: cards made for computing have no
   * encoder. ffmpeg itself goes back to the processor for videos that the card cannot decode.
   */
  X264_AFTER_NVDEC(true, List.of("-hwaccel", "cuda")) {
    @Override
    List<String> options(EncodingQuality quality) {
      return x264(quality);
    }
  },
  /** On an Nvidia card, which also decodes what it can. */
  NVENC(true, List.of("-hwaccel", "cuda")) {
    @Override
    List<String> options(EncodingQuality quality) {
      return List.of(
          "-c:v",
          "h264_nvenc",
          "-preset",
          "p4",
          "-rc",
          "vbr",
          "-cq",
          Integer.toString(quality.crf()),
          "-b:v",
          "0");
    }
  };

  private final boolean devices;
  private final List<String> inputOptions;

  VideoEncoder(boolean devices, List<String> inputOptions) {
    this.devices = devices;
    this.inputOptions = inputOptions;
  }

  /** Options that choose the encoder and its quality. */
  abstract List<String> options(EncodingQuality quality);

  /** Whether it needs a graphics card. */
  public boolean devices() {
    return devices;
  }

  private static List<String> x264(EncodingQuality quality) {
    return List.of(
        "-c:v",
        "libx264",
        "-preset",
        quality.preset(),
        "-crf",
        Integer.toString(quality.crf()),
        "-x264-params",
        "open-gop=0");
  }

  List<String> inputOptions() {
    return inputOptions;
  }
}
