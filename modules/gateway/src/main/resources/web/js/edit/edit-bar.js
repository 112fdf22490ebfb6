import { editor as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

const ZOOM_STEP = 1.6;

/** The tools under the timeline. */
export class EditBar {
  #draft;
  #timeline;

  /**
   * @param {import("./draft.js").Draft} draft
   * @param {import("./actions.js").EditActions} actions
   * @param {import("../result/timeline.js").Timeline} timeline
   */
  constructor(draft, actions, timeline) {
    this.#draft = draft;
    this.#timeline = timeline;
    const tool = (name, symbol, act) =>
      h(
        "button",
        {
          class: "icon-button",
          "aria-label": strings.tools[name],
          title: `${strings.tools[name]} (${strings.keys[name]})`,
          data: { testid: `edit-${name}` },
          on: { click: act },
        },
        icon(symbol),
      );
    this.undo = tool("undo", "undo", () => actions.undo());
    this.redo = tool("redo", "redo", () => actions.redo());
    this.onSelected = [
      tool("start", "start", () => actions.setEdge("start")),
      tool("end", "end", () => actions.setEdge("end")),
      tool("merge", "merge", () => actions.merge()),
      tool("remove", "trash", () => actions.remove()),
    ];
    const [start, end, merge, remove] = this.onSelected;
    this.zoomIn = tool("zoomIn", "zoomIn", () => this.zoomBy(ZOOM_STEP));
    this.zoomOut = tool("zoomOut", "zoomOut", () => this.zoomBy(1 / ZOOM_STEP));
    const group = (...tools) => h("div", { class: "tool-group" }, ...tools);
    this.element = h(
      "div",
      {
        class: "edit-bar",
        role: "toolbar",
        "aria-label": strings.toolbar,
        data: { testid: "edit-bar" },
      },
      group(this.undo, this.redo),
      group(start, end),
      group(
        tool("split", "split", () => actions.split()),
        merge,
        tool("add", "plus", () => actions.add()),
        remove,
      ),
      group(this.zoomOut, this.zoomIn),
    );
    this.update();
  }

  /** @param {number} factor above 1 comes nearer */
  zoomBy(factor, clientX) {
    this.#timeline.setZoom(this.#timeline.zoom * factor, clientX);
  }

  /** Shows the whole video. */
  fit() {
    this.#timeline.setZoom(1);
  }

  update() {
    this.undo.disabled = !this.#draft.canUndo;
    this.redo.disabled = !this.#draft.canRedo;
    for (const button of this.onSelected) button.disabled = !this.#draft.selected;
    this.zoomOut.disabled = this.#timeline.zoom <= 1;
    this.zoomIn.disabled = this.#timeline.zoom >= this.#timeline.closestZoom;
  }
}
