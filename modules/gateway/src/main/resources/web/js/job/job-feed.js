import { followProgress, progressUrl } from "../../progress-client.js";
import { credentials, getFile, getJob } from "../api.js";
import { JobState } from "./job-state.js";

const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 15_000;
/** Two of the stream's heartbeats and more. */
const LONG_AWAY_MS = 45_000;

/**
 * One job as it unfolds. Dispatches `change` when {@link state}, {@link snapshot}, {@link result} or
 * {@link connection} is new, and `error` (detail: an ApiError) when the job cannot be shown.
 */
export class JobFeed extends EventTarget {
  /** @type {import("../api.js").Job|null} */
  snapshot = null;
  state = new JobState();
  /** The result of the current run, once it is here. */
  result = null;
  /** @type {import("../../progress-client.js").StreamState} */
  connection = "connecting";
  #stop = new AbortController();
  #stream = null;
  #hiddenAt = 0;

  constructor(key) {
    super();
    this.key = key;
    const { signal } = this.#stop;
    addEventListener("online", () => this.#reconnect(), { signal });
    document.addEventListener("visibilitychange", () => this.#visibilityChanged(), { signal });
  }

  /** Reads the snapshot, then follows the job to its end. */
  async open() {
    try {
      this.snapshot = await this.#persistently(() => getJob(this.key, this.#stop.signal));
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#dispatch("error", error);
      return;
    }
    this.result = this.snapshot.result ?? null;
    this.#follow();
    this.#dispatch("change");
  }

  /** The run that is shown, from 1. */
  get run() {
    return this.state.run || this.snapshot.run;
  }

  /** Forgets the run that ended, and follows the one that was submitted after it. */
  restart() {
    this.state.reset();
    this.result = null;
    this.open();
  }

  close() {
    this.#stop.abort();
  }

  #visibilityChanged() {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (Date.now() - this.#hiddenAt > LONG_AWAY_MS) this.#reconnect();
  }

  /** After a sleep a connection may be dead without anybody having been told. */
  #reconnect() {
    if (this.#stream && !this.state.isOver) this.#follow(this.#stream.lastEventId);
  }

  #follow(lastEventId = "") {
    this.#stream?.close();
    this.#stream = followProgress(progressUrl(this.snapshot.s3_url), {
      lastEventId,
      headers: credentials.headers(),
      signal: this.#stop.signal,
      onUpdate: (update) => this.#updated(update),
      onState: (connection, { reset, error }) => {
        if (connection === "closed") return;
        // What is there already stays to be seen.
        if (connection === "failed" && !this.result) this.#dispatch("error", error);
        if (reset) this.state.reset();
        this.connection = connection;
        this.#dispatch("change");
      },
    });
  }

  #updated(update) {
    const run = this.state.run;
    this.state.apply(update);
    if (this.state.run !== run && run !== 0) this.result = null;
    if (this.state.result) this.result = this.state.result;
    this.#dispatch("change");
    if (this.state.status === "completed" && !this.result) this.#fetchResult();
  }

  /** A large result comes as a link, or stands in the snapshot. */
  async #fetchResult() {
    const { resultUrl, run } = this.state;
    try {
      const document = await this.#persistently(() =>
        resultUrl
          ? getFile(resultUrl, "json", this.#stop.signal)
          : getJob(this.key, this.#stop.signal),
      );
      if (run !== this.state.run) return;
      this.result = document.result ?? null;
      this.#dispatch("change");
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#dispatch("error", error);
    }
  }

  async #persistently(attempt) {
    for (let failures = 0; ; failures++) {
      try {
        return await attempt();
      } catch (error) {
        if (this.#stop.signal.aborted || !error.isTransient) throw error;
        this.connection = "reconnecting";
        this.#dispatch("change");
        await new Promise((resolve) =>
          setTimeout(resolve, Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)),
        );
        if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
      }
    }
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
