import { transcript as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { countUpTo } from "../ui/sorted.js";
import { hueClass } from "./clips.js";
import { TranscriptSearch } from "./transcript-search.js";

const UNSURE_BELOW = 0.5;
/** How long reading elsewhere is left alone. */
const HOLD_MS = 6_000;

/** The whole transcript: click a word to go there, search, follow the speaker. */
export class TranscriptView {
  #player;
  #words = [];
  #spans = [];
  #search;
  #matches = [];
  #match = -1;
  #active = -1;
  #follow = true;
  /** Until when the reader's own scrolling is left alone; ms of `performance.now()`. */
  #heldUntil = 0;

  /**
   * @param {{utterances: {words: object[]}[]}} document
   * @param {import("./clips.js").Clip[]} clips
   * @param {import("./player.js").Player} player
   */
  constructor(document, clips, player) {
    this.#player = player;
    const topics = clips.filter((clip) => clip.kind === "topic");
    const text = h(
      "div",
      {
        class: "transcript-text",
        lang: document.language,
        on: { click: (event) => this.#click(event) },
      },
      ...this.#paragraphs(document.utterances, topics),
    );
    this.#search = new TranscriptSearch(this.#words);
    const hold = () => (this.#heldUntil = performance.now() + HOLD_MS);
    this.element = h(
      "div",
      { class: "transcript", data: { testid: "transcript" }, on: { wheel: hold, touchmove: hold } },
      this.#searchBar(),
      this.#words.length > 0 ? text : h("p", { class: "empty-row" }, strings.empty),
    );
  }

  get words() {
    return this.#words;
  }

  focusSearch() {
    this.input.focus();
    this.input.select();
  }

  /** Marks the word that is spoken at the player's time. */
  update() {
    const index = countUpTo(this.#words, this.#player.time + 0.02, (word) => word.start) - 1;
    const active = index >= 0 && this.#player.time < this.#words[index].end + 0.5 ? index : -1;
    if (active === this.#active) return;
    this.#spans[this.#active]?.classList.remove("is-spoken");
    this.#spans[this.#active]?.parentElement.classList.remove("is-spoken");
    this.#active = active;
    const span = this.#spans[active];
    if (!span) return;
    span.classList.add("is-spoken");
    span.parentElement.classList.add("is-spoken");
    const led = this.#follow && !this.#player.paused && performance.now() > this.#heldUntil;
    if (led) this.#reveal(span);
  }

  #paragraphs(utterances, topics) {
    const blocks = [];
    let topic = null;
    for (const { words } of utterances) {
      const at = words[0].start;
      const current = topics.findLast((t) => t.start <= at + 0.5 && at < t.end);
      if (current && current !== topic) {
        topic = current;
        blocks.push(h("h2", { class: hueClass(topic) }, topic.title));
      }
      blocks.push(this.#paragraph(words));
    }
    return blocks;
  }

  #paragraph(words) {
    const at = clock(words[0].start);
    const spans = words.flatMap((word) => [this.#word(word), " "]);
    return h(
      "p",
      { class: "utterance" },
      h(
        "button",
        {
          class: "utterance-time",
          "aria-label": strings.seek(at),
          data: { index: this.#words.length - words.length },
        },
        at,
      ),
      ...spans,
    );
  }

  #word(word) {
    const unsure = word.confidence < UNSURE_BELOW;
    const span = h(
      "span",
      {
        class: unsure ? "word is-unsure" : "word",
        title: unsure && strings.unsure,
        data: { index: this.#words.length, testid: "transcript-word" },
      },
      word.text,
    );
    this.#words.push(word);
    this.#spans.push(span);
    return span;
  }

  #click(event) {
    const target = event.target.closest("[data-index]");
    if (!target || !getSelection().isCollapsed) return;
    this.#player.seek(this.#words[Number(target.dataset.index)].start);
  }

  #searchBar() {
    this.input = h("input", {
      type: "search",
      id: "transcript-search",
      class: "input",
      placeholder: strings.search,
      "aria-label": strings.search,
      data: { testid: "transcript-search" },
      on: { input: () => this.#find(), keydown: (event) => this.#searchKey(event) },
    });
    this.count = h("span", {
      class: "search-count",
      role: "status",
      data: { testid: "search-count" },
    });
    const step = (symbol, label, direction) =>
      h(
        "button",
        {
          class: "icon-button small turned",
          "aria-label": label,
          title: label,
          on: { click: () => this.#step(direction) },
        },
        icon(symbol),
      );
    this.steps = h(
      "span",
      { class: "search-steps", hidden: true },
      step("chevron", strings.previous, -1),
      step("chevron", strings.next, 1),
    );
    const follow = h("input", {
      type: "checkbox",
      checked: true,
      on: { change: () => (this.#follow = follow.checked) },
    });
    this.tools = h(
      "div",
      { class: "transcript-tools" },
      h("div", { class: "search-box" }, icon("search"), this.input, this.count, this.steps),
      h("label", { class: "check" }, follow, strings.follow),
    );
    return this.tools;
  }

  #find() {
    this.#mark(false);
    this.#matches = this.#search.find(this.input.value);
    this.#mark(true);
    this.#match = -1;
    this.steps.hidden = this.#matches.length === 0;
    if (this.#matches.length > 0) this.#step(1);
    else this.count.textContent = this.input.value.trim() ? strings.matches(0, 0) : "";
  }

  #mark(on) {
    for (const { from, to } of this.#matches) {
      for (let i = from; i <= to; i++) {
        this.#spans[i].classList.toggle("is-match", on);
        if (!on) this.#spans[i].classList.remove("is-chosen");
      }
    }
  }

  #step(direction) {
    const n = this.#matches.length;
    if (n === 0) return;
    this.#choose(false);
    this.#match = (this.#match + direction + n) % n;
    this.#choose(true);
    this.count.textContent = strings.matches(this.#match + 1, n);
    this.#reveal(this.#spans[this.#matches[this.#match].from]);
  }

  #choose(on) {
    const match = this.#matches[this.#match];
    for (let i = match?.from; i <= match?.to; i++) this.#spans[i].classList.toggle("is-chosen", on);
  }

  #searchKey(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
      const match = this.#matches[this.#match];
      if (match) this.#player.seek(this.#words[match.from].start);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.input.value = "";
      this.#find();
      this.input.blur();
    }
  }

  /** Scrolls the list where it scrolls by itself, else the page, where the player covers the top. */
  #reveal(span) {
    if (!span.offsetParent) return;
    const own = span.closest(".side-scroller");
    const scrolls = own && own.scrollHeight > own.clientHeight;
    const frame = scrolls
      ? own.getBoundingClientRect()
      : { top: innerHeight / 2, height: innerHeight / 2, bottom: innerHeight };
    const { top, bottom } = span.getBoundingClientRect();
    const tools = scrolls ? this.tools.offsetHeight : 0;
    if (top > frame.top + tools && bottom < frame.bottom - 40) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const by = top - frame.top - tools - (frame.height - tools) / 4;
    (scrolls ? own : globalThis).scrollBy({ top: by, behavior: calm ? "instant" : "smooth" });
  }
}
