import { fill, h, setText } from "../ui/dom.js";
import { hueClass } from "./clips.js";

/** The timeline's segments as blocks: topics in one lane, interactions in another. */
export class TimelineLanes {
  /** @type {import("../edit/segments.js").Segment[]} */
  #segments = [];
  /** @type {Map<string, HTMLElement>} by the segments' ids */
  #blocks = new Map();
  /** @type {Map<string, string>} class of a hue to its colour */
  #colours = new Map();

  constructor() {
    const lane = (kind) =>
      h("div", {
        class: `timeline-lane lane-${kind}`,
        data: { lane: kind, testid: `lane-${kind}` },
      });
    this.topic = lane("topic");
    this.interaction = lane("interaction");
  }

  /** Blocks stay where they are: one may be under the pointer. */
  set segments(segments) {
    this.#segments = segments;
    const before = this.#blocks;
    this.#blocks = new Map(segments.map(({ id }) => [id, before.get(id) ?? h("div")]));
    for (const [id, block] of before) if (!this.#blocks.has(id)) block.remove();
    for (const segment of segments) {
      const block = this.#blocks.get(segment.id);
      const lane = this[segment.kind];
      if (block.parentNode !== lane) lane.append(block);
      block.className = `timeline-segment ${hueClass(segment)}`;
      if (segment.kind === "interaction") fill(block);
      else if (block.firstChild) setText(block.firstChild, segment.title);
      else block.append(h("span", {}, segment.title));
    }
  }

  get segments() {
    return this.#segments;
  }

  get hasInteractions() {
    return this.#segments.some(({ kind }) => kind === "interaction");
  }

  /** @param {string|null} id of the segment that is being edited */
  set chosen(id) {
    for (const [other, block] of this.#blocks) block.classList.toggle("is-chosen", other === id);
  }

  layOut(duration) {
    for (const { id, start, end } of this.#segments) {
      const { style } = this.#blocks.get(id);
      style.setProperty("--start", start / duration);
      style.setProperty("--length", (Math.min(end, duration) - start) / duration);
    }
  }

  /** Marks the segments that the time is in, and the one whose clip is playing. */
  update(time, playingId) {
    for (const { id, start, end } of this.#segments) {
      const { classList } = this.#blocks.get(id);
      classList.toggle("is-playing", id === playingId);
      classList.toggle("is-current", time >= start && time < end);
    }
  }

  titleAt(time, kind) {
    return this.#segments.find((s) => s.kind === kind && time >= s.start && time < s.end)?.title;
  }

  /** The topics after `time`, each with its colour. */
  topicsFrom(time) {
    return this.#segments
      .filter(({ kind, end }) => kind === "topic" && end > time)
      .map(({ id, start, end }) => ({ start, end, colour: this.#colourOf(this.#blocks.get(id)) }))
      .sort((a, b) => a.start - b.start);
  }

  #colourOf(block) {
    const hue = block.classList.item(1);
    if (!this.#colours.has(hue))
      this.#colours.set(hue, getComputedStyle(block).getPropertyValue("--hue"));
    return this.#colours.get(hue);
  }
}
