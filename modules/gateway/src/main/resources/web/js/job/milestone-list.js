import { milestones as names } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { percent, took } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { MILESTONES } from "./job-state.js";

/** The eight steps as a timeline. */
export class MilestoneList {
  #steps = new Map(MILESTONES.map((milestone) => [milestone, new Step(milestone)]));
  element = h(
    "ol",
    { class: "milestones", data: { testid: "milestones" } },
    ...[...this.#steps.values()].map((step) => step.element),
  );

  /** @param {number} progress percent of the whole, which may be known before its steps are */
  update(state, progress) {
    const present = state.milestone || (MILESTONES.findLast((step) => step <= progress) ?? 0);
    for (const [milestone, step] of this.#steps) {
      const done = milestone < present || state.status === "completed";
      step.update(done ? "done" : milestone === present ? "current" : "ahead", state);
    }
  }

  /** Moves the time of the present step on. */
  tick(state) {
    this.#steps.get(state.milestone)?.tick(state);
  }
}

class Step {
  constructor(milestone) {
    this.milestone = milestone;
    this.mark = h("span", { class: "milestone-mark", "aria-hidden": "true" });
    this.fact = h("span", { class: "milestone-fact" });
    this.bar = h(
      "span",
      { class: "bar thin", "aria-hidden": "true" },
      h("span", { class: "bar-fill" }),
    );
    this.element = h(
      "li",
      { class: "milestone", data: { testid: `milestone-${milestone}`, state: "ahead" } },
      this.mark,
      h("span", { class: "milestone-name" }, names.get(milestone)),
      this.fact,
      this.bar,
    );
  }

  update(position, state) {
    if (this.element.dataset.state !== position || !this.shown) {
      this.shown = true;
      this.element.dataset.state = position;
      fill(this.mark, position === "done" ? icon("check") : null);
    }
    if (position === "current") this.element.setAttribute("aria-current", "step");
    else this.element.removeAttribute("aria-current");
    const progress = state.stageProgress.get(this.milestone);
    const moving = position !== "done" && progress > 0 && !state.isOver;
    this.bar.hidden = !moving;
    if (moving) this.bar.style.setProperty("--fraction", progress);
    this.tick(state);
  }

  tick(state) {
    const progress = state.stageProgress.get(this.milestone);
    const duration = state.duration(this.milestone);
    if (this.element.dataset.state === "done")
      setText(this.fact, duration === null ? "" : took(duration));
    else setText(this.fact, progress > 0 && !state.isOver ? percent(progress) : "");
  }
}
