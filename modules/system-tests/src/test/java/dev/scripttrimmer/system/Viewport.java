package dev.scripttrimmer.system;

/** A size of the page, in CSS pixels. */
enum Viewport {
  PHONE(390, 844),
  DESKTOP(1440, 900),
  WALL(3840, 2160);

  private final int width;
  private final int height;

  Viewport(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }
}
