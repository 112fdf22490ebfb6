import { listJobs } from "../api.js";
import { job as strings, milestones as milestoneNames } from "../strings.js";
import { h, setText } from "../ui/dom.js";
import { announce } from "../ui/feedback.js";
import { percent } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { LiveClips } from "./live-clips.js";
import { LiveTranscript } from "./live-transcript.js";
import { MilestoneList } from "./milestone-list.js";

const TICK_MS = 1_000;
const QUEUE_LOOK = 100;

/** A job under way: its steps, and what has come of it so far. */
export class ProgressPanel {
  #feed;
  #milestone = 0;
  #timer = setInterval(() => this.#tick(), TICK_MS);
  #queueAsked = false;

  constructor(feed) {
    this.#feed = feed;
    this.percent = h("strong", { class: "big-number", data: { testid: "job-percent" } });
    this.facts = h("span", { class: "facts", data: { testid: "job-facts" } });
    this.bar = h(
      "div",
      {
        class: "bar",
        id: "job-progress",
        role: "progressbar",
        "aria-label": strings.overall,
        "aria-valuemin": "0",
        "aria-valuemax": "100",
        data: { testid: "job-progress" },
      },
      h("div", { class: "bar-fill" }),
    );
    this.steps = new MilestoneList();
    this.queuePlace = h("span", {});
    this.queue = h(
      "div",
      { class: "callout", data: { testid: "queue" } },
      icon("clock"),
      h(
        "div",
        {},
        h("strong", {}, strings.queueTitle),
        h("p", {}, this.queuePlace, " ", strings.queueText),
      ),
    );
    this.transcript = new LiveTranscript();
    this.clips = new LiveClips();
    this.element = h(
      "div",
      { class: "progress-panel", data: { testid: "progress" } },
      h(
        "section",
        { class: "card progress-side", "aria-label": strings.steps },
        h("div", { class: "progress-head" }, this.percent, this.facts),
        this.bar,
        this.queue,
        this.steps.element,
      ),
      h("div", { class: "progress-main" }, this.clips.element, this.transcript.element),
    );
  }

  update() {
    const { state, snapshot } = this.#feed;
    // Until the stream tells its story, as after a lost connection, the snapshot is what is known.
    const progress = state.message === "" ? snapshot.progress : state.progress;
    setText(this.percent, percent(progress / 100));
    this.bar.style.setProperty("--fraction", progress / 100);
    this.bar.setAttribute("aria-valuenow", Math.floor(progress));
    this.steps.update(state, progress);
    this.transcript.update(state);
    this.clips.update(state);
    this.#updateQueue(state);
    if (state.milestone !== this.#milestone) {
      this.#milestone = state.milestone;
      if (!state.isOver && state.milestone > 0)
        announce(strings.announceStep(milestoneNames.get(state.milestone)));
    }
    this.#tick();
  }

  get watched() {
    return this.clips.watched;
  }

  close() {
    clearInterval(this.#timer);
  }

  #tick() {
    const { state } = this.#feed;
    if (state.startedAt === null) return;
    const remaining = state.remaining();
    const facts = [strings.elapsed(state.elapsed())];
    if (remaining !== null && remaining >= 1) facts.push(strings.eta(remaining));
    setText(this.facts, facts.join(" · "));
    this.steps.tick(state);
  }

  #updateQueue(state) {
    const waiting = state.status === "pending" && state.message !== "" && state.milestone === 0;
    this.queue.hidden = !waiting;
    const position = state.queuePosition ?? this.#feed.snapshot.queue_position;
    if (!waiting) this.#queueAsked = false;
    else if (position) setText(this.queuePlace, strings.queuePlace(position - 1));
    else if (!this.#queueAsked) this.#askPlace();
  }

  /** For services that do not tell it. */
  async #askPlace() {
    this.#queueAsked = true;
    const { snapshot } = this.#feed;
    try {
      const { jobs } = await listJobs({ limit: QUEUE_LOOK });
      const ahead = jobs.filter(
        (job) => job.status === "pending" && job.submitted_at < snapshot.submitted_at,
      );
      setText(this.queuePlace, strings.queuePlace(ahead.length));
    } catch {
      setText(this.queuePlace, ""); // A nicety: the wait is shown without it.
    }
  }
}
