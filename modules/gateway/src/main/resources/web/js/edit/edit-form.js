import { editor as strings } from "../strings.js";
import { h, setAttribute, setText } from "../ui/dom.js";
import { parseClock, preciseClock } from "../ui/format.js";

/** The selected segment's title and times, to be typed. */
export class EditForm {
  #segment = null;

  /** @param {import("./actions.js").EditActions} actions */
  constructor(actions) {
    this.title = h("input", {
      class: "input",
      id: "segment-title",
      maxlength: "200",
      autocomplete: "off",
      data: { testid: "segment-title" },
      on: { change: () => this.#rename(actions), keydown: leaveOnEscape },
    });
    this.times = {
      start: this.#timeField("start", actions),
      end: this.#timeField("end", actions),
    };
    this.kind = h(
      "select",
      {
        class: "input",
        id: "segment-kind",
        data: { testid: "segment-kind" },
        on: { change: () => actions.setKind(this.#segment.id, this.kind.value) },
      },
      ...Object.entries(strings.kinds).map(([value, label]) => h("option", { value }, label)),
    );
    this.error = h("p", { class: "field-error", id: "segment-error", role: "alert" });
    this.element = h(
      "div",
      { class: "edit-form", data: { testid: "edit-form" } },
      field("segment-title", strings.title, this.title, "wide"),
      field("segment-start", strings.start, this.times.start),
      field("segment-end", strings.end, this.times.end),
      field("segment-kind", strings.kind, this.kind),
      this.error,
    );
  }

  /** @param {import("./segments.js").Segment} segment */
  show(segment) {
    if (segment === this.#segment) return;
    this.#segment = segment;
    this.#complain(null);
    this.title.value = segment.title;
    for (const [edge, input] of Object.entries(this.times))
      input.value = preciseClock(segment[edge]);
    this.kind.value = segment.kind;
  }

  #rename(actions) {
    const title = this.title.value.trim();
    if (title) actions.rename(this.#segment.id, title);
    else this.title.value = this.#segment.title;
  }

  #timeField(edge, actions) {
    const input = h("input", {
      class: "input",
      id: `segment-${edge}`,
      inputmode: "decimal",
      autocomplete: "off",
      "aria-describedby": "segment-error",
      data: { testid: `segment-${edge}` },
      on: {
        change: () => {
          const time = parseClock(input.value);
          this.#complain(time === null ? input : null);
          if (time !== null) actions.setTime(this.#segment.id, edge, time);
          if (time !== null) input.value = preciseClock(this.#segment[edge]);
        },
        keydown: leaveOnEscape,
      },
    });
    return input;
  }

  #complain(input) {
    for (const field of Object.values(this.times))
      setAttribute(field, "aria-invalid", field === input ? "true" : null);
    setText(this.error, input ? strings.noTime : "");
  }
}

function field(id, label, input, className = "") {
  return h("div", { class: `field ${className}` }, h("label", { for: id }, label), input);
}

function leaveOnEscape(event) {
  if (event.key !== "Escape" && event.key !== "Enter") return;
  event.preventDefault();
  event.target.blur();
}
