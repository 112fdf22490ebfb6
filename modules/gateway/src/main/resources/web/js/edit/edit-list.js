import { hueClass } from "../result/clips.js";
import { editor as strings, result as resultStrings } from "../strings.js";
import { fill, h, setAttribute, setText } from "../ui/dom.js";
import { clock, preciseClock } from "../ui/format.js";
import { keepInSight } from "../ui/scrolling.js";
import { EditForm } from "./edit-form.js";
import { ordered } from "./segments.js";

/** The segments as rows; the selected one opens to be typed into. */
export class EditList {
  #draft;
  #actions;
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #form;
  #selectedId = null;

  /**
   * @param {import("./draft.js").Draft} draft
   * @param {import("./actions.js").EditActions} actions
   */
  constructor(draft, actions) {
    this.#draft = draft;
    this.#actions = actions;
    this.#form = new EditForm(actions);
    this.groups = {
      topic: new Group(resultStrings.topics, "topic"),
      interaction: new Group(resultStrings.interactions, "interaction"),
    };
    this.empty = h("p", { class: "empty-row" }, strings.empty);
    this.element = h(
      "div",
      { class: "edit-list", data: { testid: "edit-list" } },
      h("p", { class: "edit-hint" }, strings.hint),
      this.groups.topic.element,
      this.groups.interaction.element,
      this.empty,
    );
    this.update();
  }

  update() {
    const { selected } = this.#draft;
    const segments = ordered(this.#draft.segments);
    const rows = new Map(
      segments.map((s) => [s.id, this.#rows.get(s.id) ?? new Row(s.id, this.#actions)]),
    );
    this.#rows = rows;
    for (const [kind, group] of Object.entries(this.groups))
      group.show(segments.filter((s) => s.kind === kind).map(({ id }) => rows.get(id).element));
    for (const segment of segments) {
      const row = rows.get(segment.id);
      row.update(segment, this.#draft.originalOf(segment.id), segment === selected);
    }
    this.empty.hidden = segments.length > 0;
    this.#open(selected && rows.get(selected.id), selected);
  }

  #open(row, segment) {
    if (!row) {
      this.#form.element.remove();
      this.#selectedId = null;
      return;
    }
    this.#form.show(segment);
    if (this.#form.element.parentNode !== row.element) row.element.append(this.#form.element);
    if (segment.id === this.#selectedId) return;
    this.#selectedId = segment.id;
    if (row.element.offsetParent) keepInSight(row.element);
  }
}

class Group {
  constructor(title, kind) {
    this.count = h("span", { class: "count" });
    this.list = h("ol", { class: "clips", data: { testid: `edit-${kind}s` } });
    this.element = h("section", { class: "clip-group" }, h("h2", {}, title, this.count), this.list);
  }

  /** Rows that stay where they are are not touched: one of them may have the focus. */
  show(elements) {
    this.element.hidden = elements.length === 0;
    setText(this.count, String(elements.length));
    const same =
      elements.length === this.list.children.length &&
      elements.every((element, i) => element === this.list.children[i]);
    if (!same) fill(this.list, ...elements);
  }
}

class Row {
  constructor(id, actions) {
    this.title = h("span", { class: "clip-title" });
    this.times = h("span", { class: "time" });
    this.length = h("span", { class: "time" });
    this.tag = h("span", { class: "tag", hidden: true });
    this.main = h(
      "button",
      {
        class: "clip-main",
        data: { testid: "edit-select" },
        on: { click: () => actions.open(id) },
      },
      this.title,
      h("span", { class: "clip-facts" }, this.times, this.length, this.tag),
    );
    this.element = h("li", { data: { testid: "edit-row", segment: id } }, this.main);
  }

  update(segment, original, isSelected) {
    this.element.className = `clip edit-row ${hueClass(segment)}`;
    this.element.classList.toggle("is-playing", isSelected);
    setAttribute(this.main, "aria-expanded", String(isSelected));
    setText(this.title, segment.title);
    setText(this.times, `${preciseClock(segment.start)} – ${preciseClock(segment.end)}`);
    setText(this.length, clock(segment.end - segment.start));
    const tag = !original ? strings.isNew : isAltered(segment, original) ? strings.isAltered : "";
    setText(this.tag, tag);
    this.tag.hidden = !tag;
  }
}

function isAltered(segment, original) {
  return ["kind", "title", "start", "end"].some((field) => segment[field] !== original[field]);
}
