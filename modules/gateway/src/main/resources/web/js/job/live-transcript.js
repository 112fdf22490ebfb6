import { job as strings } from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { clock } from "../ui/format.js";

const NEAR_END_PX = 48;

/** The words as they are recognised; keeps to the newest until the reader scrolls away. */
export class LiveTranscript {
  #shown = 0;
  #generation = 0;
  #follows = true;

  constructor() {
    this.list = h("ol", { class: "live-words" });
    this.empty = h("p", { class: "empty-row" }, strings.transcriptEmpty);
    this.newest = h(
      "button",
      { class: "button small to-newest", hidden: true, on: { click: () => this.#toEnd() } },
      strings.toNewest,
    );
    this.scroller = h(
      "div",
      {
        class: "live-scroller",
        tabindex: "0",
        role: "region",
        "aria-label": strings.transcript,
        on: { scroll: () => this.#scrolled() },
      },
      this.empty,
      this.list,
    );
    this.element = h(
      "section",
      { class: "card live-transcript", data: { testid: "live-transcript" } },
      h("h2", {}, strings.transcript),
      this.scroller,
      this.newest,
    );
  }

  update(state) {
    if (state.generation !== this.#generation) {
      this.#generation = state.generation;
      this.#shown = 0;
      fill(this.list);
    }
    this.empty.hidden = state.transcript.length > 0;
    if (this.#shown === state.transcript.length) return;
    for (const part of state.transcript.slice(this.#shown)) this.#insert(part);
    this.#shown = state.transcript.length;
    if (this.#follows) this.#toEnd();
    else this.newest.hidden = false;
  }

  /** Parts are recognised on several machines, so they come out of order. */
  #insert(part) {
    const item = h(
      "li",
      { data: { start: part.start } },
      h("time", {}, clock(part.start)),
      h("span", {}, part.text),
    );
    let after = this.list.lastElementChild;
    while (after && Number(after.dataset.start) > part.start) after = after.previousElementSibling;
    if (after) after.after(item);
    else this.list.prepend(item);
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#follows) this.newest.hidden = true;
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.newest.hidden = true;
  }
}
