import { archiveUrl } from "../api.js";
import { editor as editorStrings, result as strings } from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { bytes } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { downloadUrl, fileName, saveName } from "./clips.js";

/** What can be done with the clips: edit them, or choose some and save these. */
export class ClipTools {
  #key;
  #result;
  #clips;
  /** @type {Map<import("./clips.js").Clip, HTMLInputElement>} */
  #boxes = new Map();

  /**
   * @param {string} key of the job
   * @param {object} result
   * @param {import("./clips.js").Clip[]} clips
   * @param {() => void} onEdit
   */
  constructor(key, result, clips, onEdit) {
    this.#key = key;
    this.#result = result;
    this.#clips = clips;
    this.all = h("input", {
      type: "checkbox",
      data: { testid: "choose-all" },
      on: { change: () => this.#chooseAll(this.all.checked) },
    });
    this.facts = h("span", { data: { testid: "chosen" } });
    this.download = h("span", {});
    this.edit = h(
      "button",
      { class: "button small", data: { testid: "edit-button" }, on: { click: onEdit } },
      icon("edit"),
      editorStrings.open,
    );
    this.element = h(
      "div",
      { class: "clips-bar" },
      h("label", { class: "check", hidden: clips.length === 0 }, this.all, this.facts),
      this.download,
      result.duration !== undefined && this.edit,
    );
    this.#update();
  }

  /** What chooses one clip. */
  checkbox(clip) {
    const box = h("input", {
      type: "checkbox",
      class: "clip-check",
      "aria-label": strings.chooseClip(clip.title),
      title: strings.chooseClip(clip.title),
      data: { testid: "choose-clip" },
      on: { change: () => this.#update() },
    });
    this.#boxes.set(clip, box);
    return box;
  }

  get #chosen() {
    return this.#clips.filter((clip) => this.#boxes.get(clip)?.checked);
  }

  #chooseAll(on) {
    for (const box of this.#boxes.values()) box.checked = on;
    this.#update();
  }

  #update() {
    const chosen = this.#chosen;
    const size = chosen.reduce((sum, { sizeMb }) => sum + sizeMb * 1e6, 0);
    this.all.checked = chosen.length > 0 && chosen.length === this.#clips.length;
    this.all.indeterminate = chosen.length > 0 && !this.all.checked;
    this.edit.hidden = chosen.length > 0;
    fill(this.facts, chosen.length > 0 ? strings.chosen(chosen.length) : strings.chooseAll);
    fill(this.download, this.#link(chosen, size));
  }

  /** One file as it is; several in an archive, where the service makes them. */
  #link(chosen, size) {
    if (chosen.length === 0 || (chosen.length > 1 && !this.#result.archive)) return null;
    const [first] = chosen;
    return h(
      "a",
      {
        class: "button small primary",
        href:
          chosen.length === 1 ? downloadUrl(first) : archiveUrl(this.#key, chosen.map(fileName)),
        download: chosen.length === 1 ? saveName(first) : true,
        data: { testid: "download-chosen" },
      },
      icon("download"),
      strings.downloadChosen(chosen.length, bytes(size)),
    );
  }
}
