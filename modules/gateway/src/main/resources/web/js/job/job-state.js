/** The milestones' percents, in order; see the service's contract. */
export const MILESTONES = [5, 15, 30, 50, 70, 85, 95, 100];

/** The milestone that a stage belongs to. */
const MILESTONE_OF_STAGE = {
  download: 15,
  audio: 30,
  chunk: 50,
  transcribe: 70,
  segment: 85,
  cut: 85,
  upload: 95,
};

/** What the updates of a job's current run add up to. */
export class JobState {
  constructor() {
    this.reset();
  }

  /** Forgets the run: its story is told from the start. */
  reset() {
    this.run = 0;
    /** @type {"pending"|"running"|"completed"|"failed"} */
    this.status = "pending";
    this.progress = 0;
    this.message = "";
    this.eta = null;
    this.etaAt = 0;
    /** @type {number|null} 1 is next; null when unknown */
    this.queuePosition = null;
    /** @type {Map<number, number>} milestone to when it was reached, in ms since 1970 */
    this.reached = new Map();
    /** @type {Map<number, number>} milestone to its own progress, 0 to 1 */
    this.stageProgress = new Map();
    /** @type {{start: number, end: number, text: string}[]} */
    this.transcript = [];
    /** @type {{title: string, start: number, end: number, url: string}[]} */
    this.clips = [];
    this.startedAt = null;
    this.endedAt = null;
    this.result = null;
    this.resultUrl = null;
    /** @type {{code: string, detail: string, stage: string|undefined}|null} */
    this.failure = null;
    /** Grows when what was shown before is void. */
    this.generation = (this.generation ?? 0) + 1;
  }

  /** @param {import("../../progress-client.js").ProgressUpdate} update */
  apply(update) {
    if (update.run !== undefined && update.run !== this.run) {
      if (this.run !== 0) this.reset();
      this.run = update.run;
    }
    const at = Date.parse(update.timestamp) || Date.now();
    this.startedAt ??= at;
    this.status = update.status;
    this.message = update.message;
    if (update.progress !== undefined) this.#advance(update.progress, at);
    const milestone = MILESTONE_OF_STAGE[update.stage];
    if (milestone && update.stage_progress !== undefined) {
      this.stageProgress.set(milestone, update.stage_progress);
    }
    if (update.eta_seconds !== undefined) {
      this.eta = update.eta_seconds;
      this.etaAt = Date.now();
    }
    this.queuePosition = update.queue_position ?? null;
    this.transcript.push(...(update.transcript ?? []));
    this.clips.push(...(update.clips ?? []));
    if (update.status === "completed") this.#end(at, update);
    if (update.status === "failed") {
      this.#end(at, update);
      this.failure = {
        code: update.code ?? "internal",
        detail: update.detail ?? update.error ?? update.message,
        stage: update.stage,
      };
    }
  }

  get isOver() {
    return this.status === "completed" || this.status === "failed";
  }

  /** The last milestone reached; 0 before the first. */
  get milestone() {
    return MILESTONES.findLast((m) => this.reached.has(m)) ?? 0;
  }

  /** Estimated seconds to the end, counted down since the estimate came; null when unknown. */
  remaining(now = Date.now()) {
    return this.eta === null || this.isOver
      ? null
      : Math.max(0, this.eta - (now - this.etaAt) / 1000);
  }

  /** Seconds since the run was submitted, until its end. */
  elapsed(now = Date.now()) {
    return this.startedAt === null ? 0 : ((this.endedAt ?? now) - this.startedAt) / 1000;
  }

  /** Seconds between a milestone and the next; null unless both are reached. */
  duration(milestone) {
    const from = this.reached.get(milestone);
    const to = MILESTONES.filter((m) => m > milestone)
      .map((m) => this.reached.get(m))
      .find((at) => at !== undefined);
    return from === undefined || to === undefined ? null : (to - from) / 1000;
  }

  #advance(progress, at) {
    this.progress = Math.max(this.progress, progress);
    if (this.status === "failed") return;
    for (const milestone of MILESTONES) {
      if (milestone <= progress && !this.reached.has(milestone)) this.reached.set(milestone, at);
    }
  }

  #end(at, update) {
    this.endedAt = at;
    this.result = update.result ?? null;
    this.resultUrl = update.result_url ?? null;
  }
}
