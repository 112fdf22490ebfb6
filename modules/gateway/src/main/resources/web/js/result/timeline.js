import { player as strings } from "../strings.js";
import { h, setText } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { clipAt } from "./clips.js";
import { speechShape } from "./speech-shape.js";

const STEP_SECONDS = 5;
const PAGE_SECONDS = 60;

/** The whole video as a strip: speech, topics, interactions and the playhead; a slider. */
export class Timeline {
  #player;
  #clips;
  #laidOut = null;

  /**
   * @param {import("./player.js").Player} player
   * @param {import("./clips.js").Clip[]} clips
   */
  constructor(player, clips) {
    this.#player = player;
    this.#clips = clips;
    this.speech = h("div", { class: "timeline-speech" });
    this.segments = clips.map((clip) => ({ clip, element: segment(clip) }));
    this.head = h("div", { class: "timeline-head" });
    this.tip = h("div", { class: "timeline-tip", hidden: true, "aria-hidden": "true" });
    const lane = (kind) => {
      const own = this.segments
        .filter(({ clip }) => clip.kind === kind)
        .map(({ element }) => element);
      return own.length > 0 && h("div", { class: `timeline-lane lane-${kind}` }, ...own);
    };
    this.element = h(
      "div",
      {
        class: "timeline",
        role: "slider",
        tabindex: "0",
        "aria-label": strings.position,
        "aria-valuemin": "0",
        data: { testid: "timeline" },
        on: {
          pointerdown: (event) => this.#press(event),
          pointermove: (event) => this.#hover(event),
          pointerleave: () => (this.tip.hidden = true),
          keydown: (event) => this.#key(event),
        },
      },
      this.speech,
      lane("topic"),
      lane("interaction"),
      this.head,
      this.tip,
    );
    this.update();
  }

  /** @param {{start: number, end: number}[]} words */
  showSpeech(words) {
    this.words = words;
    this.#laidOut = null;
    this.update();
  }

  update() {
    const { time, duration, clip: playing } = this.#player;
    if (duration !== this.#laidOut) this.#layOut(duration);
    this.element.style.setProperty("--at", duration > 0 ? time / duration : 0);
    this.element.setAttribute("aria-valuenow", Math.floor(time));
    this.element.setAttribute(
      "aria-valuetext",
      strings.positionText(time, duration, clipAt(this.#clips, time)?.title),
    );
    for (const { clip, element } of this.segments) {
      element.classList.toggle("is-playing", clip === playing);
      element.classList.toggle("is-current", time >= clip.start && time < clip.end);
    }
    this.element.classList.toggle("has-clip", playing !== null);
  }

  #layOut(duration) {
    this.#laidOut = duration;
    this.element.setAttribute("aria-valuemax", Math.floor(duration));
    for (const { clip, element } of this.segments) {
      element.style.setProperty("--start", clip.start / duration);
      element.style.setProperty("--length", (Math.min(clip.end, duration) - clip.start) / duration);
    }
    if (this.words) this.speech.replaceChildren(speechShape(this.words, duration));
  }

  #timeAt(event) {
    const { left, width } = this.element.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.#player.duration;
  }

  #press(event) {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#player.seek(this.#timeAt(event));
  }

  #hover(event) {
    const time = this.#timeAt(event);
    if (event.buttons === 1 && this.element.hasPointerCapture(event.pointerId))
      this.#player.seek(time);
    const over = clipAt(
      this.#clips,
      time,
      event.target.closest(".lane-interaction") ? "interaction" : "topic",
    );
    this.tip.hidden = false;
    this.tip.style.setProperty("--at", time / this.#player.duration);
    setText(this.tip, over ? `${clock(time)} · ${over.title}` : clock(time));
  }

  #key(event) {
    const { time, duration } = this.#player;
    const targets = {
      ArrowLeft: time - STEP_SECONDS,
      ArrowRight: time + STEP_SECONDS,
      ArrowDown: time - STEP_SECONDS,
      ArrowUp: time + STEP_SECONDS,
      PageDown: time - PAGE_SECONDS,
      PageUp: time + PAGE_SECONDS,
      Home: 0,
      End: duration,
    };
    if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    this.#player.seek(targets[event.key]);
  }
}

function segment(clip) {
  return h(
    "div",
    { class: `timeline-segment ${clip.hue}` },
    clip.kind === "topic" ? h("span", {}, clip.title) : null,
  );
}
