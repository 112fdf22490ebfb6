/**
 * Follows the progress of jobs: replay, live updates, reconnecting and resuming, each update once.
 *
 * No dependency. Uses `EventSource` where it can; `fetch` where headers are wanted, where there is
 * no `EventSource`, or where that gave up and only `fetch` can tell why.
 *
 * @module progress-client
 */

/**
 * @typedef {"pending" | "running" | "completed" | "failed"} JobStatus
 * @typedef {"download" | "audio" | "chunk" | "transcribe" | "segment" | "cut" | "upload"} Stage
 */

/**
 * What viewers of a job are told. Fields that do not apply are absent; more may be added.
 *
 * @typedef {object} ProgressUpdate
 * @property {string} s3_url the video
 * @property {string} queue_key the job
 * @property {number} run 1 for the job's first run; a larger one begins the story anew
 * @property {JobStatus} status
 * @property {string} message one line for a person
 * @property {string} timestamp ISO 8601
 * @property {number} [progress] percent of the whole, 0 to 100; never falls within a run
 * @property {Stage} [stage]
 * @property {number} [stage_progress] how much of the stage is done, 0 to 1
 * @property {number} [eta_seconds] estimated seconds to the end
 * @property {number} [queue_position] place among the jobs that wait, from 1
 * @property {{start: number, end: number, text: string}[]} [transcript] words recognised since the
 *   last update; the parts of successive updates are not in order of time
 * @property {{title: string, start: number, end: number, url: string}[]} [clips] ready to be watched
 *   since the last update
 * @property {object} [result] of a completed job
 * @property {string} [result_url] where a result too large for the stream is read: the `result` of
 *   that document
 * @property {string} [error] of a failed job, a sentence
 * @property {string} [code] of a failed job, its stable name
 * @property {string} [detail] of a failed job, the error without stage and code
 */

/**
 * - `connecting`: the first attempt is under way
 * - `live`: connected
 * - `reconnecting`: the connection broke and is tried again
 * - `ended`: every job has ended, or ended before; nothing more will come
 * - `failed`: the service refuses the request; nothing more will come
 * - `closed`: the caller closed it
 *
 * @typedef {"connecting" | "live" | "reconnecting" | "ended" | "failed" | "closed"} StreamState
 */

/**
 * @typedef {object} StateDetail
 * @property {string} [queue_key] with `live`: whose story is (again) connected
 * @property {boolean} [reset] with `live`: that story is told from its start, because the place to
 *   go on from is unknown; what was shown of it is to be forgotten
 * @property {ServiceError} [error] with `failed`
 */

/**
 * @typedef {Record<string, string>} Headers by name
 */

/**
 * Asked for the headers before each request, so that a token may change between two of them. Asked
 * once more, with `refused` true, when the service answered 401 to what it gave before.
 *
 * @callback HeaderSource
 * @param {boolean} refused whether the headers that it gave last were not enough
 * @returns {Headers | Promise<Headers>}
 */

/**
 * @typedef {object} FollowOptions
 * @property {(update: ProgressUpdate, eventId: string) => void} [onUpdate] hears each update once,
 *   in order
 * @property {(state: StreamState, detail: StateDetail) => void} [onState] hears how the connection
 *   fares
 * @property {string} [lastEventId] goes on after this id, as an update was given with
 * @property {Headers | HeaderSource} [headers] sent with each request, such as an `Authorization`;
 *   makes it use `fetch`, since `EventSource` sends none
 * @property {AbortSignal} [signal] closes the stream
 * @property {number} [stallSeconds] with `fetch`: silence after which the connection counts as
 *   broken; 45 unless told, which three heartbeats fit into
 */

/**
 * @typedef {object} ProgressStream
 * @property {() => void} close lets go of the connection; harmless when done twice
 * @property {string} lastEventId where to go on from later; empty before the first update
 * @property {Promise<ProgressUpdate | undefined>} ended the last update heard, once the state is
 *   `ended` or `closed`; rejects with a {@link ServiceError} when it is `failed`
 */

/** An answer that refuses, with the service's stable `code` and the HTTP `status`. */
export class ServiceError extends Error {
  /**
   * @param {string} detail
   * @param {string} code
   * @param {number} status
   */
  constructor(detail, code, status) {
    super(detail);
    this.name = "ServiceError";
    this.code = code;
    this.status = status;
  }
}

/**
 * The stream's URL for one video, or for several in one connection.
 *
 * @param {string | string[]} s3Urls exactly as they were submitted
 * @param {string | URL} [base] of the service; the page's own unless told
 * @returns {string}
 */
export function progressUrl(s3Urls, base = globalThis.location?.href) {
  const url = new URL("/progress-stream-endpoint", base);
  [s3Urls].flat().forEach((s3Url) => url.searchParams.append("s3_url", s3Url));
  return url.href;
}

/**
 * Follows the jobs that `url` names until all of them have ended.
 *
 * @param {string | URL} url as {@link progressUrl} makes it
 * @param {FollowOptions} [options]
 * @returns {ProgressStream}
 */
export function followProgress(url, options = {}) {
  return new Follower(url, options);
}

const TERMINAL = new Set(["completed", "failed"]);
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** @implements {ProgressStream} */
class Follower {
  lastEventId = "";
  #url;
  #options;
  #expected;
  #state;
  #last;
  /** @type {Map<string, number>} by job, the newest id heard */
  #positions = new Map();
  /** @type {Set<string>} */
  #ended = new Set();
  #stop = new AbortController();
  #settle;

  constructor(url, options) {
    this.#url = new URL(url, globalThis.location?.href);
    this.#options = options;
    this.#expected = new Set(this.#url.searchParams.getAll("s3_url")).size;
    this.lastEventId = options.lastEventId ?? "";
    this.ended = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.ended.catch(() => {}); // Whoever only listens to states need not handle the promise too.
    if (options.signal?.aborted) {
      this.close();
      return;
    }
    options.signal?.addEventListener("abort", () => this.close(), { signal: this.#stop.signal });
    this.#enter("connecting");
    if (options.headers || !globalThis.EventSource) {
      this.#fetchUntilEnd();
    } else {
      this.#openEventSource();
    }
  }

  close() {
    this.#finish("closed");
  }

  #openEventSource() {
    const source = new EventSource(this.#resumeUrl());
    this.#stop.signal.addEventListener("abort", () => source.close());
    source.onmessage = (event) => this.#receive(event.data, event.lastEventId);
    source.onerror = () => {
      if (this.#stop.signal.aborted) {
        return;
      }
      if (source.readyState === EventSource.CLOSED) {
        // It hides whether that was "past the end", a refusal or a proxy's hiccup; fetch sees it.
        this.#enter("reconnecting");
        this.#fetchUntilEnd();
      } else {
        this.#enter("reconnecting");
      }
    };
  }

  async #fetchUntilEnd() {
    let retry = FIRST_RETRY_MS;
    let failures = 0;
    let refused = false;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#fetchOnce(
          refused,
          () => (failures = 0),
          (hint) => (retry = hint),
        );
        refused = false;
      } catch (error) {
        const unauthorized = error instanceof ServiceError && error.status === 401;
        if (unauthorized && !refused && typeof this.#options.headers === "function") {
          refused = true;
          continue;
        }
        if (error instanceof ServiceError && error.status < 500 && error.status !== 429) {
          this.#finish("failed", { error });
        }
        failures++;
      }
      if (!this.#stop.signal.aborted) {
        this.#enter("reconnecting");
        const wait = Math.max(retry, Math.min(LAST_RETRY_MS, retry * 2 ** (failures - 1)));
        await pause(wait * (0.75 + Math.random() / 2), this.#stop.signal);
      }
    }
  }

  async #fetchOnce(refused, onConnected, onRetry) {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    this.#stop.signal.addEventListener("abort", abort);
    const stallMs = (this.#options.stallSeconds ?? 45) * 1_000;
    let stall = setTimeout(abort, stallMs);
    try {
      const { headers } = this.#options;
      const response = await fetch(this.#url, {
        headers: {
          ...(typeof headers === "function" ? await headers(refused) : headers),
          Accept: "text/event-stream",
          ...(this.lastEventId && { "Last-Event-ID": this.lastEventId }),
        },
        cache: "no-store",
        signal: attempt.signal,
      });
      if (response.status === 204) {
        this.#finish("ended");
        return;
      }
      if (!response.ok) {
        throw await refusal(response);
      }
      onConnected();
      const events = new EventStreamParser(
        (data, id) => this.#receive(data, id),
        onRetry,
        this.lastEventId,
      );
      const text = new TextDecoder();
      const reader = response.body.getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        clearTimeout(stall);
        stall = setTimeout(abort, stallMs);
        events.push(text.decode(chunk.value, { stream: true }));
      }
    } finally {
      clearTimeout(stall);
      this.#stop.signal.removeEventListener("abort", abort);
    }
  }

  #receive(data, eventId) {
    if (this.#stop.signal.aborted) {
      return;
    }
    const event = JSON.parse(data);
    if (event.type === "connection") {
      this.#connected(event);
    } else if (event.type === undefined) {
      this.#updated(event, eventId);
    }
  }

  #connected(event) {
    if (event.reset) {
      this.#positions.delete(event.queue_key);
      this.#ended.delete(event.queue_key);
    }
    this.#state = "live";
    tell(this.#options.onState, "live", {
      queue_key: event.queue_key,
      reset: event.reset === true,
    });
  }

  #updated(update, eventId) {
    const key = update.queue_key;
    const id = position(eventId, key);
    if (id <= (this.#positions.get(key) ?? 0)) {
      return;
    }
    this.#positions.set(key, id);
    this.lastEventId = eventId;
    this.#last = update;
    if (TERMINAL.has(update.status)) {
      this.#ended.add(key);
    } else {
      this.#ended.delete(key);
    }
    tell(this.#options.onUpdate, update, eventId);
    if (this.#ended.size === this.#expected) {
      this.#finish("ended");
    }
  }

  #enter(state, detail = {}) {
    if (this.#state !== state) {
      this.#state = state;
      tell(this.#options.onState, state, detail);
    }
  }

  #finish(state, detail = {}) {
    if (this.#stop.signal.aborted) {
      return;
    }
    this.#stop.abort();
    if (detail.error) {
      this.#settle.reject(detail.error);
    } else {
      this.#settle.resolve(this.#last);
    }
    this.#enter(state, detail);
  }

  #resumeUrl() {
    const url = new URL(this.#url);
    if (this.lastEventId) {
      url.searchParams.set("lastEventId", this.lastEventId);
    }
    return url;
  }
}

/** The text/event-stream format, as the HTML standard defines it, for whoever must parse it. */
export class EventStreamParser {
  #onEvent;
  #onRetry;
  #rest = "";
  #first = true;
  #afterCarriageReturn = false;
  #data = [];
  #type = "";
  #lastEventId;

  /**
   * @param {(data: string, lastEventId: string, type: string) => void} onEvent
   * @param {(milliseconds: number) => void} [onRetry]
   * @param {string} [lastEventId] in force before the first event
   */
  constructor(onEvent, onRetry = () => {}, lastEventId = "") {
    this.#onEvent = onEvent;
    this.#onRetry = onRetry;
    this.#lastEventId = lastEventId;
  }

  /** @param {string} text the next piece, cut anywhere */
  push(text) {
    if (text === "") {
      return;
    }
    if (this.#first) {
      this.#first = false;
      text = text.replace(/^\uFEFF/, "");
    }
    // A CR that ended the piece before ended its line at once; the LF of a CRLF is no second end.
    if (this.#afterCarriageReturn) {
      text = text.replace(/^\n/, "");
    }
    this.#afterCarriageReturn = text.endsWith("\r");
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line));
  }

  #line(line) {
    if (line === "") {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") {
      this.#data.push(value);
    } else if (field === "event") {
      this.#type = value;
    } else if (field === "id" && !value.includes("\0")) {
      this.#lastEventId = value;
    } else if (field === "retry" && /^\d+$/.test(value)) {
      this.#onRetry(Number(value));
    }
  }

  #dispatch() {
    if (this.#data.length > 0) {
      this.#onEvent(this.#data.join("\n"), this.#lastEventId, this.#type || "message");
    }
    this.#data = [];
    this.#type = "";
  }
}

/** An id is a number, or one per job in a stream of several: `KEY:NUMBER,KEY:NUMBER`. */
function position(eventId, key) {
  const part = eventId.split(",").find((entry) => entry.startsWith(`${key}:`));
  return Number(part ? part.slice(key.length + 1) : eventId);
}

/** A listener's own mistake is reported as such and breaks no connection. */
function tell(listener, ...args) {
  try {
    listener?.(...args);
  } catch (error) {
    (globalThis.reportError ?? console.error)(error);
  }
}

async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  return new ServiceError(
    body.detail ?? `The service answered ${response.status}.`,
    body.code ?? "internal",
    response.status,
  );
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
