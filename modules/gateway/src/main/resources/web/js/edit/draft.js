import * as store from "./draft-store.js";
import { difference } from "./segments.js";

const REMEMBERED_STEPS = 200;

/**
 * Segments that are being edited, with what can be undone. Each change is kept in the browser.
 * Dispatches `change` after the segments or the selection changed.
 */
export class Draft extends EventTarget {
  /** @type {import("./segments.js").Segment[]} */
  segments;
  /** @type {string|null} */
  selectedId = null;
  #key;
  #run;
  #original;
  #past = [];
  #future = [];
  #made;
  #group = null;

  /**
   * @param {string} key of the job
   * @param {number} run whose segments are edited
   * @param {import("./segments.js").Segment[]} original what that run cut
   */
  constructor(key, run, original) {
    super();
    this.#key = key;
    this.#run = run;
    this.#original = original;
    const kept = store.loadFor(key, run);
    this.segments = kept?.segments ?? original;
    this.#made = kept?.made ?? 0;
  }

  get selected() {
    return this.segments.find(({ id }) => id === this.selectedId) ?? null;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** How many segments differ from what was cut. */
  get edits() {
    return difference(this.#original, this.segments);
  }

  /** What was cut. @returns {import("./segments.js").Segment|undefined} */
  originalOf(id) {
    return this.#original.find((segment) => segment.id === id);
  }

  newId() {
    return `new-${++this.#made}`;
  }

  select(id) {
    if (this.selectedId === id) return;
    this.selectedId = id;
    this.#changed();
  }

  /**
   * Takes over new segments as a step that can be undone.
   *
   * @param {import("./segments.js").Segment[]} segments
   * @param {{group?: string, select?: string|null}} [options] successive changes of one `group` are
   *     one step; `select` becomes the selection
   */
  apply(segments, { group = null, select = this.selectedId } = {}) {
    if (segments === this.segments) return;
    if (group === null || group !== this.#group) {
      this.#past.push(this.#state());
      if (this.#past.length > REMEMBERED_STEPS) this.#past.shift();
    }
    this.#group = group;
    this.#future = [];
    this.#enter({ segments, selectedId: select });
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  /** Forgets every edit. */
  discard() {
    this.#past = [];
    this.#future = [];
    this.#enter({ segments: this.#original, selectedId: null });
  }

  #step(from, to) {
    const state = from.pop();
    if (!state) return;
    to.push(this.#state());
    this.#group = null;
    this.#enter(state);
  }

  #state() {
    return { segments: this.segments, selectedId: this.selectedId };
  }

  #enter({ segments, selectedId }) {
    this.segments = segments;
    this.selectedId = selectedId;
    if (this.edits > 0) store.save(this.#key, { run: this.#run, segments, made: this.#made });
    else store.remove(this.#key);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
