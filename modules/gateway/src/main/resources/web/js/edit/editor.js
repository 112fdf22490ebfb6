import { recut } from "../api.js";
import { editor as strings } from "../strings.js";
import { h, setText } from "../ui/dom.js";
import { confirm } from "../ui/feedback.js";
import { icon } from "../ui/icons.js";
import { onKeys } from "../ui/shortcuts.js";
import { EditActions } from "./actions.js";
import { BoundaryHand } from "./boundary-hand.js";
import { Draft } from "./draft.js";
import { EditBar } from "./edit-bar.js";
import { EditList } from "./edit-list.js";
import { Snap } from "./snap.js";

const WHEEL_ZOOM = 1.2;

/** Edits what was cut: boundaries on the timeline, titles and times in a list, and cuts anew. */
export class Editor {
  #key;
  #view;
  #onEnd;
  #leave = new AbortController();
  #snap = new Snap();

  /**
   * @param {string} key of the job
   * @param {number} run whose clips they are
   * @param {import("../result/player-view.js").PlayerView} view
   * @param {import("./segments.js").Segment[]} segments that were cut
   * @param {(end: "cut"|"cancelled") => void} onEnd
   */
  constructor(key, run, view, segments, onEnd) {
    this.#key = key;
    this.#view = view;
    this.#onEnd = onEnd;
    const { player, timeline } = view;
    player.showWhole();
    this.draft = new Draft(key, run, segments);
    this.actions = new EditActions(this.draft, player, timeline);
    this.hand = new BoundaryHand(timeline, player, this.draft, this.#snap);
    this.bar = new EditBar(this.draft, this.actions, timeline);
    this.list = new EditList(this.draft, this.actions);
    this.foot = this.#foot();
    timeline.beginEdit(this.hand);
    view.showTools(this.bar.element);
    this.#listen();
    this.#update();
  }

  /** @param {{start: number, end: number}[]} words boundaries are drawn to the pauses between */
  set words(words) {
    this.#snap.words = words;
  }

  /** Puts everything back; what was edited stays kept. */
  close() {
    this.#leave.abort();
    this.list.element.remove();
    this.foot.remove();
    this.#view.timeline.endEdit();
    this.#view.showTools(null);
  }

  #foot() {
    this.count = h("span", {
      class: "facts",
      role: "status",
      data: { testid: "edit-count" },
    });
    this.error = h("p", { class: "field-error", role: "alert", data: { testid: "recut-error" } });
    this.cut = h(
      "button",
      {
        class: "button primary",
        data: { testid: "recut-button" },
        on: { click: () => this.#recut() },
      },
      icon("split"),
      strings.recut,
    );
    const cancel = h(
      "button",
      { class: "button", data: { testid: "edit-cancel" }, on: { click: () => this.#cancel() } },
      strings.cancel,
    );
    return h("div", { class: "edit-foot" }, this.error, this.count, cancel, this.cut);
  }

  #listen() {
    const { signal } = this.#leave;
    const { player, timeline } = this.#view;
    this.draft.addEventListener("change", () => this.#update(), { signal });
    player.addEventListener("time", () => this.hand.update(), { signal });
    timeline.addEventListener("zoom", () => this.bar.update(), { signal });
    timeline.scroller.addEventListener("wheel", (event) => this.#wheel(event), {
      signal,
      passive: false,
    });
    onKeys(
      {
        i: () => this.actions.setEdge("start"),
        o: () => this.actions.setEdge("end"),
        b: () => this.actions.split(),
        g: () => this.actions.merge(),
        n: () => this.actions.add(),
        Delete: () => this.actions.remove(),
        Backspace: () => this.actions.remove(),
        "+": () => this.bar.zoomBy(2),
        "-": () => this.bar.zoomBy(1 / 2),
        0: () => this.bar.fit(),
      },
      signal,
    );
    document.addEventListener("keydown", (event) => this.#undoKey(event), { signal });
  }

  #undoKey(event) {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !["z", "y"].includes(key)) return;
    if (event.target.closest("input, textarea, dialog")) return; // They have their own.
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.actions.redo();
    else this.actions.undo();
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault(); // The page would be zoomed.
    this.bar.zoomBy(event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, event.clientX);
  }

  #update() {
    const { segments, edits, selectedId } = this.draft;
    this.#view.timeline.segments = segments;
    this.#view.timeline.chosen = selectedId;
    this.hand.update();
    this.bar.update();
    this.list.update();
    setText(this.count, strings.count(edits));
    setText(this.error, "");
    this.cut.disabled = edits === 0 || segments.length === 0;
  }

  async #recut() {
    this.cut.disabled = true;
    setText(this.error, "");
    try {
      await recut(this.#key, this.draft.segments);
      this.#onEnd("cut");
    } catch (error) {
      setText(this.error, error.message);
      this.cut.disabled = false;
    }
  }

  async #cancel() {
    const { edits } = this.draft;
    const sure =
      edits === 0 ||
      (await confirm({
        title: strings.discardTitle(edits),
        text: strings.discardText,
        yes: strings.discard,
        no: strings.keep,
        danger: true,
      }));
    if (!sure) return;
    this.draft.discard();
    this.#onEnd("cancelled");
  }
}
