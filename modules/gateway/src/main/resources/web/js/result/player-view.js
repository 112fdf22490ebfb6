import { player as strings, result as resultStrings } from "../strings.js";
import { fill, h, setAttribute, setText } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { Player } from "./player.js";
import { Timeline } from "./timeline.js";

const SKIP_SECONDS = 10;

/** The picture, the timeline and the buttons. */
export class PlayerView {
  #clips;
  /** @type {import("./captions.js").Captions|null} */
  #captions = null;

  /**
   * @param {string} sourceUrl
   * @param {import("./clips.js").Clip[]} clips
   * @param {number} [duration] of the whole video, where it is known
   */
  constructor(sourceUrl, clips, duration) {
    this.#clips = clips;
    this.video = h("video", {
      id: "player-video",
      playsinline: true,
      preload: "metadata",
      data: { testid: "player-video" },
    });
    const estimate = Math.max(1, ...clips.map((clip) => clip.end));
    this.player = new Player(this.video, sourceUrl, duration ?? estimate, duration === undefined);
    this.timeline = new Timeline(this.player, clips);
    this.tools = h("div", { class: "player-tools" });
    this.note = h("p", { class: "stage-note", role: "alert", hidden: true });
    this.title = h("span", { class: "stage-title", data: { testid: "now-playing" } });
    this.whole = h(
      "button",
      {
        class: "text-button",
        data: { testid: "back-to-whole" },
        on: { click: () => this.player.playWhole() },
      },
      resultStrings.backToWhole,
    );
    this.big = h(
      "button",
      {
        class: "big-play",
        tabindex: "-1",
        "aria-hidden": "true",
        on: { click: () => this.player.toggle() },
      },
      icon("play"),
    );
    this.stage = h("div", { class: "stage" }, this.video, this.big, this.note);
    this.element = h(
      "section",
      { class: "player", "aria-label": strings.region, data: { testid: "player" } },
      this.stage,
      h(
        "div",
        { class: "player-deck" },
        h("div", { class: "stage-caption" }, this.title, this.whole),
        this.timeline.element,
        this.tools,
        this.#controls(),
      ),
    );
    this.video.addEventListener("click", () => this.player.toggle());
    this.player.addEventListener("time", () => this.#updateTime());
    this.player.addEventListener("state", () => this.#updateState());
    this.player.addEventListener("media", () => this.#updateMedia());
    this.player.addEventListener("unplayable", () => this.#unplayable());
    this.#updateMedia();
    this.#updateState();
  }

  /** @param {import("./captions.js").Captions} captions */
  set captions(captions) {
    this.#captions = captions;
    this.captionsButton.hidden = false;
    captions.offset = this.player.clip?.start ?? 0;
  }

  toggleCaptions() {
    if (!this.#captions) return;
    this.#captions.shown = !this.#captions.shown;
    setAttribute(this.captionsButton, "aria-pressed", String(this.#captions.shown));
  }

  async toggleFullscreen() {
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (this.element.requestFullscreen) await this.element.requestFullscreen();
    else this.video.webkitEnterFullscreen?.(); // iPhones show only the video itself.
  }

  skip(seconds) {
    this.player.seek(this.player.time + seconds);
  }

  /** @param {1|-1} direction */
  playNeighbour(direction) {
    const inOrder = this.#clips.filter((clip) => clip.kind === (this.player.clip?.kind ?? "topic"));
    const { clip, time } = this.player;
    const at = clip ? inOrder.indexOf(clip) : inOrder.findLastIndex((c) => c.start <= time + 0.01);
    const next = inOrder[Math.min(Math.max(0, at + direction), inOrder.length - 1)];
    if (next) this.player.playClip(next);
  }

  /** @param {Node|null} tools to be shown between the timeline and the controls */
  showTools(tools) {
    fill(this.tools, tools);
    this.element.classList.toggle("has-tools", tools !== null);
  }

  close() {
    this.timeline.close();
    this.player.close();
  }

  #controls() {
    const button = (symbol, label, key, click, props = {}) =>
      h(
        "button",
        {
          class: "icon-button",
          "aria-label": label,
          title: `${label} (${key})`,
          on: { click },
          ...props,
        },
        icon(symbol),
      );
    this.playButton = button("play", strings.play, "K", () => this.player.toggle(), {
      class: "icon-button play-button",
      data: { testid: "play-button" },
    });
    this.clock = h("span", { class: "time", data: { testid: "player-time" } });
    this.muteButton = button("volume", strings.mute, "M", () => this.player.toggleMuted(), {
      class: "icon-button optional",
    });
    this.captionsButton = button("captions", strings.captions, "C", () => this.toggleCaptions(), {
      hidden: true,
      "aria-pressed": "false",
      data: { testid: "captions-button" },
    });
    this.speedChoice = h(
      "select",
      {
        class: "speed",
        "aria-label": strings.speed,
        on: { change: () => (this.player.speed = Number(this.speedChoice.value)) },
      },
      ...Player.SPEEDS.map((speed) =>
        h("option", { value: speed, selected: speed === 1 }, `${speed}×`),
      ),
    );
    return h(
      "div",
      { class: "controls" },
      button("previous", strings.previous, "↑", () => this.playNeighbour(-1), {
        class: "icon-button optional",
      }),
      button("back", strings.back, "J", () => this.skip(-SKIP_SECONDS)),
      this.playButton,
      button("forward", strings.forward, "L", () => this.skip(SKIP_SECONDS)),
      button("next", strings.next, "↓", () => this.playNeighbour(1), {
        class: "icon-button optional",
      }),
      this.clock,
      h("span", { class: "spacer" }),
      this.speedChoice,
      this.captionsButton,
      this.muteButton,
      button("fullscreen", strings.fullscreen, "F", () => this.toggleFullscreen()),
    );
  }

  #updateTime() {
    setText(this.clock, `${clock(this.player.time)} / ${clock(this.player.duration)}`);
    this.timeline.update();
  }

  #updateState() {
    const { paused, muted, speed } = this.player;
    if (!paused) this.note.hidden = true;
    swapIcon(
      this.playButton,
      paused ? "play" : "pause",
      paused ? strings.play : strings.pause,
      "K",
    );
    swapIcon(
      this.muteButton,
      muted ? "muted" : "volume",
      muted ? strings.unmute : strings.mute,
      "M",
    );
    this.speedChoice.value = String(speed);
    this.stage.classList.toggle("is-paused", paused);
  }

  #updateMedia() {
    const { clip } = this.player;
    this.note.hidden = true;
    setText(this.title, clip ? resultStrings.clipMode(clip.title) : resultStrings.wholeVideo);
    this.whole.hidden = !clip || !this.player.wholePlays;
    if (this.#captions) this.#captions.offset = clip?.start ?? 0;
    this.#updateTime();
  }

  /** Browsers cannot play every container; the clips they always can. */
  #unplayable() {
    const { clip } = this.player;
    if (!clip && this.#clips.length > 0) this.player.show(this.#clips[0]);
    setText(this.note, clip ? strings.clipUnplayable : strings.unplayable);
    this.note.hidden = false;
  }
}

function swapIcon(button, symbol, label, key) {
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  button.title = `${label} (${key})`;
  fill(button, icon(symbol));
}
