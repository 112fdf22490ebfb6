import { credentials } from "../api.js";
import { followProgress, progressUrl } from "../../progress-client.js";
import { job as strings } from "../strings.js";
import { ago, clock, date, nameOf, percent } from "../ui/format.js";
import { fill, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/** Followed in one connection; a browser has few to spare. */
const FOLLOWED = 20;

/** Rows that link to jobs; the ones under way move. */
export class JobList {
  element = h("ul", { class: "job-list", data: { testid: "job-list" } });
  #signal;
  #rows = new Map();
  #stream = null;

  /** @param {AbortSignal} signal ends the following */
  constructor(signal) {
    this.#signal = signal;
  }

  /** @param {import("../api.js").Job[]} jobs all that are to be shown, in order */
  show(jobs) {
    const rows = new Map(
      jobs.map((job) => [job.queue_key, this.#rows.get(job.queue_key) ?? new Row(job)]),
    );
    this.#rows = rows;
    fill(this.element, ...[...rows.values()].map((row) => row.element));
    this.#follow(jobs);
  }

  /** Grey rows while the list is loading, so that nothing jumps when it comes. */
  showPlaceholders(count) {
    fill(
      this.element,
      ...Array.from({ length: count }, () =>
        h(
          "li",
          { class: "job-row placeholder", "aria-hidden": "true" },
          h("span", { class: "job-link" }),
        ),
      ),
    );
  }

  #follow(jobs) {
    this.#stream?.close();
    const active = jobs
      .filter((job) => job.status === "pending" || job.status === "running")
      .slice(0, FOLLOWED);
    if (active.length === 0) return;
    this.#stream = followProgress(progressUrl(active.map((job) => job.s3_url)), {
      headers: credentials.headers(),
      signal: this.#signal,
      onUpdate: (update) => this.#rows.get(update.queue_key)?.update(update),
    });
  }
}

class Row {
  constructor(job) {
    const name = nameOf(job.s3_url);
    this.length = h("span", { class: "time job-length", data: { testid: "job-length" } });
    this.pill = h("span", { class: "pill" });
    this.bar = h(
      "span",
      { class: "bar thin", "aria-hidden": "true" },
      h("span", { class: "bar-fill" }),
    );
    this.element = h(
      "li",
      { class: "job-row", data: { testid: "job-row", key: job.queue_key } },
      h(
        "a",
        { class: "job-link", href: `#/jobs/${job.queue_key}` },
        h("span", { class: "job-symbol" }, icon("film")),
        h("span", { class: "job-name", title: name }, name),
        h(
          "span",
          { class: "job-facts" },
          this.length,
          h("span", { class: "job-kind" }, strings.kinds[job.video_type] ?? ""),
          h(
            "time",
            { datetime: job.submitted_at, title: date(job.submitted_at) },
            ago(job.submitted_at),
          ),
        ),
        this.pill,
        this.bar,
      ),
    );
    this.update(job);
  }

  /**
   * @param {{status: string, code?: string, progress?: number, duration?: number,
   *   result?: {duration?: number}}} now a snapshot or an update
   */
  update(now) {
    const status = now.code === "cancelled" ? "cancelled" : now.status;
    this.element.dataset.status = status;
    if (now.progress !== undefined) this.bar.style.setProperty("--fraction", now.progress / 100);
    const duration = now.duration ?? now.result?.duration;
    if (duration !== undefined) setText(this.length, clock(duration));
    setText(
      this.pill,
      status === "running" ? percent((now.progress ?? 0) / 100) : strings.status[status],
    );
  }
}
