import { player as strings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { TimelineLanes } from "./timeline-lanes.js";
import { Waveform } from "./waveform.js";

const STEP_SECONDS = 5;
const PAGE_SECONDS = 60;
/** How long a stretch is that the closest zoom shows. */
const CLOSEST_SECONDS = 12;
const LEAST_PIXELS = 28; // Narrower, a segment's boundaries are hard to take.
const TICKS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const TICK_PIXELS = 84;
const DARK = matchMedia("(prefers-color-scheme: dark)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The whole video as a strip: sound, topics, interactions and the playhead; a slider. It can be
 * zoomed, and then scrolls. Dispatches `zoom`.
 *
 * @typedef {import("../edit/segments.js").Segment} Segment
 */
export class Timeline extends EventTarget {
  #player;
  #lanes = new TimelineLanes();
  #laidOut = null;
  #zoom = 1;
  #gliding = 0;
  #drawing = 0;
  #closed = new AbortController();
  #resized = new ResizeObserver(() => this.#drawSoon());

  /** @type {import("../edit/boundary-hand.js").BoundaryHand|null} while segments are edited */
  #hand = null;

  /**
   * @param {import("./player.js").Player} player
   * @param {Segment[]} segments
   */
  constructor(player, segments) {
    super();
    this.#player = player;
    this.waveform = new Waveform();
    this.#lanes.topic.append(this.waveform.element);
    this.ruler = h("div", { class: "timeline-ruler", "aria-hidden": "true", hidden: true });
    this.head = h("div", { class: "timeline-head" });
    this.tip = h("div", { class: "timeline-tip", hidden: true, "aria-hidden": "true" });
    this.track = h(
      "div",
      {
        class: "timeline-track",
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
      this.ruler,
      this.#lanes.topic,
      this.#lanes.interaction,
      this.head,
    );
    this.content = h("div", { class: "timeline-content" }, this.track);
    this.scroller = h(
      "div",
      { class: "timeline-scroller", on: { scroll: () => this.#drawSoon() } },
      this.content,
    );
    this.element = h("div", { class: "timeline" }, this.scroller, this.tip);
    this.#resized.observe(this.scroller);
    DARK.addEventListener("change", () => this.#drawSoon(), { signal: this.#closed.signal });
    player.addEventListener("state", () => this.#glide());
    this.segments = segments;
  }

  /** @param {Segment[]} segments in order of time */
  set segments(segments) {
    this.#lanes.segments = segments;
    this.#showLanes();
    this.#laidOut = null;
    this.update();
  }

  set loudness(loudness) {
    this.waveform.loudness = loudness;
    this.#drawSoon();
  }

  /** @param {string|null} id of the segment that is being edited */
  set chosen(id) {
    this.#lanes.chosen = id;
  }

  get zoom() {
    return this.#zoom;
  }

  get closestZoom() {
    return Math.max(1, this.#player.duration / CLOSEST_SECONDS);
  }

  get secondsPerPixel() {
    return this.#player.duration / Math.max(1, this.content.clientWidth);
  }

  /**
   * @param {number} zoom 1 shows the whole video
   * @param {number} [clientX] stays where it is; the playhead unless told
   */
  setZoom(zoom, clientX) {
    const frame = this.scroller.getBoundingClientRect();
    const time = clientX === undefined ? this.#player.time : this.timeAt(clientX);
    const x = clientX === undefined ? frame.width / 2 : clientX - frame.left;
    this.#zoom = Math.max(1, Math.min(this.closestZoom, zoom));
    this.content.style.setProperty("--zoom", this.#zoom);
    this.scroller.scrollLeft = time / this.secondsPerPixel - x;
    this.#drawSoon();
    this.dispatchEvent(new Event("zoom"));
  }

  /** The time of the whole video under a place on the screen. */
  timeAt(clientX) {
    const { left, width } = this.content.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width)) * this.#player.duration;
  }

  /** Shows a stretch at a size that can be worked with. */
  approach({ start, end }) {
    if ((end - start) / this.secondsPerPixel < LEAST_PIXELS) {
      const seconds = Math.max((end - start) * 3, CLOSEST_SECONDS);
      this.setZoom(this.#player.duration / seconds);
    }
    const { scrollLeft, clientWidth } = this.scroller;
    const [left, right] = [start, end].map((time) => time / this.secondsPerPixel);
    if (left < scrollLeft || right > scrollLeft + clientWidth)
      this.scroller.scrollLeft = Math.min((left + right - clientWidth) / 2, left);
  }

  /** Scrolls until a time is in sight. */
  reveal(time) {
    const { scrollLeft, clientWidth } = this.scroller;
    const x = time / this.secondsPerPixel;
    if (x < scrollLeft || x > scrollLeft + clientWidth)
      this.scroller.scrollLeft = x - clientWidth / 4;
  }

  /**
   * Becomes taller, can be zoomed, and offers presses and moves of the pointer to the hand first.
   *
   * @param {import("../edit/boundary-hand.js").BoundaryHand} hand
   */
  beginEdit(hand) {
    this.#hand = hand;
    this.content.append(hand.element);
    this.#setEditing(true);
  }

  endEdit() {
    this.#hand.element.remove();
    this.#hand = null;
    this.chosen = null;
    this.#setEditing(false);
    this.setZoom(1);
  }

  #setEditing(on) {
    this.element.classList.toggle("is-editing", on);
    this.ruler.hidden = !on;
    this.#showLanes();
    this.#drawSoon();
  }

  /** An empty lane is shown only to be filled. */
  #showLanes() {
    this.#lanes.interaction.hidden = !this.#lanes.hasInteractions && this.#hand === null;
  }

  /** Lets go of what would outlive it. */
  close() {
    this.#closed.abort();
    this.#resized.disconnect();
  }

  update() {
    const { time, duration, clip: playing } = this.#player;
    if (duration !== this.#laidOut) this.#layOut(duration);
    this.#placeHead();
    this.track.setAttribute("aria-valuenow", Math.floor(time));
    this.track.setAttribute(
      "aria-valuetext",
      strings.positionText(time, duration, this.#lanes.titleAt(time, "topic")),
    );
    this.#lanes.update(time, playing?.id);
    this.track.classList.toggle("has-clip", playing !== null);
  }

  #placeHead() {
    const { time, duration } = this.#player;
    this.head.style.setProperty("--at", duration > 0 ? time / duration : 0);
  }

  /** The browser tells the time four times a second; the eye wants more. */
  #glide() {
    if (this.#player.paused || this.#gliding || CALM.matches) return;
    const next = () => {
      this.#gliding = 0;
      if (this.#player.paused || this.#closed.signal.aborted) return;
      this.#placeHead();
      if (this.#zoom > 1) this.reveal(this.#player.time);
      this.#gliding = requestAnimationFrame(next);
    };
    this.#gliding = requestAnimationFrame(next);
  }

  #layOut(duration) {
    this.#laidOut = duration;
    this.track.setAttribute("aria-valuemax", Math.floor(duration));
    this.#lanes.layOut(duration);
    this.#drawSoon();
  }

  #drawSoon() {
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  #draw() {
    const { left, width } = this.waveform.element.getBoundingClientRect();
    const before = left - this.content.getBoundingClientRect().left;
    const from = before * this.secondsPerPixel;
    const to = from + width * this.secondsPerPixel;
    const between = getComputedStyle(this.track).getPropertyValue("--line-strong");
    this.waveform.draw(from, to, this.#lanes.topicsFrom(from), between);
    if (!this.ruler.hidden) this.#drawRuler(from, to);
  }

  #drawRuler(from, to) {
    const { duration } = this.#player;
    const least = this.secondsPerPixel * TICK_PIXELS;
    const step = TICKS.find((tick) => tick >= least) ?? TICKS[TICKS.length - 1];
    const ticks = [];
    for (let at = Math.floor(from / step) * step; at <= Math.min(to, duration); at += step)
      ticks.push(h("span", { vars: { at: at / duration } }, clock(at)));
    fill(this.ruler, ...ticks);
  }

  #press(event) {
    if (event.button !== 0 || this.#hand?.press(event)) return;
    this.track.setPointerCapture(event.pointerId);
    this.#player.seek(this.timeAt(event.clientX));
  }

  #hover(event) {
    if (this.#hand?.hover(event)) return;
    const time = this.timeAt(event.clientX);
    if (event.buttons === 1 && this.track.hasPointerCapture(event.pointerId))
      this.#player.scrub(time);
    const title = this.#lanes.titleAt(time, laneOf(event) ?? "topic");
    this.tell(event.clientX, title ? `${clock(time)} · ${title}` : clock(time));
  }

  /** Shows a text above a place on the screen. */
  tell(clientX, text) {
    const { left, width } = this.element.getBoundingClientRect();
    this.tip.hidden = false;
    this.tip.style.setProperty("--at", (clientX - left) / width);
    setText(this.tip, text);
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
    this.reveal(this.#player.time);
  }
}

/** The lane that a press or a move is over. @returns {"topic"|"interaction"|undefined} */
export function laneOf(event) {
  return event.target.closest("[data-lane]")?.dataset.lane;
}
