import { presign, submitJob } from "../api.js";
import { refusal, upload as strings } from "../strings.js";
import { contentType, refuse } from "./file-rules.js";
import { abandon, begin, send } from "./multipart.js";
import { Speedometer } from "./speedometer.js";
import { persist, put } from "./transfer.js";
import * as store from "./upload-store.js";

const MULTIPART_FROM_BYTES = 100e6;
const FILES_AT_ONCE = 2;

/**
 * `waiting` for its turn, `uploading`, `offline` (waits for the connection), `paused`, `finishing`
 * (the store puts the parts together), `uploaded`, `submitting`, `submitted`, `failed`,
 * `interrupted` (by a reload: needs its file again).
 *
 * @typedef {"waiting"|"uploading"|"offline"|"paused"|"finishing"|"uploaded"|"submitting"|"submitted"
 *   |"failed"|"interrupted"} UploadState
 */

/** One file on its way to the store. */
export class Upload {
  /** @type {UploadState} */
  state = "waiting";
  sent = 0;
  /** How many bytes it had sent when it was last remembered. */
  remembered = 0;
  videoType = "live";
  /** Whether a video without fillers and silences is wanted, too. */
  trim = false;
  /** Whether processing begins by itself after the upload. */
  autoProcess = false;
  s3Url = null;
  queueKey = null;
  error = null;
  speed = new Speedometer();
  /** @type {import("./multipart.js").Session|null} */
  session = null;
  stop = new AbortController();

  constructor(id, file, { name, size, lastModified }) {
    Object.assign(this, { id, file, name, size, lastModified });
  }

  get isMultipart() {
    return this.size > MULTIPART_FROM_BYTES;
  }

  /** Whether bytes are moving, or would be if the network let them. */
  get isActive() {
    return ["waiting", "uploading", "offline", "finishing"].includes(this.state);
  }

  get canPause() {
    return this.isMultipart && ["uploading", "offline"].includes(this.state);
  }

  is(file) {
    return (
      file.name === this.name && file.size === this.size && file.lastModified === this.lastModified
    );
  }
}

/** All uploads of this page. Dispatches `change` with the upload that changed. */
export class UploadQueue extends EventTarget {
  /** @type {Upload[]} */
  uploads = [];

  /** Shows the uploads that a reload interrupted. */
  async restore() {
    for (const record of await store.abandoned()) {
      const upload = new Upload(record.id, null, record);
      Object.assign(upload, { session: record.session, sent: record.sent, state: "interrupted" });
      const { videoType, trim, autoProcess } = record;
      Object.assign(upload, { videoType, trim, autoProcess });
      this.uploads.push(upload);
      this.#changed(upload);
    }
  }

  /**
   * Adds files; the ones that an interrupted upload waits for go on there.
   *
   * @param {Iterable<File>} files
   * @returns {string[]} why the others were refused
   */
  add(files) {
    const refusals = [];
    for (const file of files) {
      const known = this.uploads.find((upload) => upload.is(file));
      const reason = refuse(file) ?? (known && known.file ? refusal.duplicate(file.name) : null);
      if (reason) {
        refusals.push(reason);
      } else if (known) {
        known.file = file;
        this.#enter(known, "waiting");
      } else {
        const upload = new Upload(newId(), file, file);
        this.uploads.push(upload);
        this.#changed(upload);
      }
    }
    this.#startNext();
    return refusals;
  }

  pause(upload) {
    upload.stop.abort();
    this.#enter(upload, "paused");
    this.#startNext();
  }

  /** Goes on after a pause or a failure. */
  resume(upload) {
    upload.error = null;
    this.#enter(upload, "waiting");
    this.#startNext();
  }

  /** Cancels the upload if it is not done, and takes it off the list. */
  remove(upload) {
    upload.stop.abort();
    store.remove(upload.id);
    if (upload.session && !upload.s3Url) abandon(upload.session).catch(() => {}); // The store's own rules clean up.
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.#changed(upload);
    this.#startNext();
  }

  setVideoType(upload, videoType) {
    upload.videoType = videoType;
    this.#remember(upload);
    this.#changed(upload);
  }

  setTrim(upload, trim) {
    upload.trim = trim;
    this.#remember(upload);
    this.#changed(upload);
  }

  /** Processes the video: now if it is uploaded, else as soon as it is. */
  async process(upload) {
    upload.autoProcess = true;
    upload.error = null;
    this.#remember(upload);
    if (!upload.s3Url) {
      this.#changed(upload);
      return;
    }
    this.#enter(upload, "submitting");
    try {
      upload.queueKey = (await submitJob(upload.s3Url, upload.videoType, upload.trim)).queue_key;
      this.#enter(upload, "submitted");
    } catch (error) {
      upload.autoProcess = false;
      upload.error = error.message;
      this.#enter(upload, "uploaded");
    }
  }

  unprocess(upload) {
    upload.autoProcess = false;
    this.#remember(upload);
    this.#changed(upload);
  }

  #startNext() {
    const running = this.uploads.filter((u) => u.isActive && u.state !== "waiting").length;
    this.uploads
      .filter((u) => u.state === "waiting")
      .slice(0, Math.max(0, FILES_AT_ONCE - running))
      .forEach((u) => this.#run(u));
  }

  async #run(upload) {
    upload.stop = new AbortController();
    const { signal } = upload.stop;
    upload.speed.reset();
    this.#enter(upload, "uploading");
    try {
      upload.s3Url ??= upload.isMultipart
        ? await this.#sendParts(upload, signal)
        : await this.#sendWhole(upload, signal);
      upload.sent = upload.size;
      store.remove(upload.id);
      this.#enter(upload, "uploaded");
      if (upload.autoProcess) await this.process(upload);
    } catch (error) {
      if (!signal.aborted) await this.#failed(upload, error);
    }
    this.#startNext();
  }

  async #sendWhole(upload, signal) {
    const type = contentType(upload.file);
    return persist(
      async () => {
        const link = await presign(upload.name, type, signal);
        await put(link.presigned_url, upload.file, { type, signal, ...this.#listener(upload) });
        return link.s3_url;
      },
      { signal, onLost: () => this.#lost(upload) },
    );
  }

  async #sendParts(upload, signal) {
    const onLost = () => this.#lost(upload);
    if (!upload.session) {
      upload.session = await begin(upload.file, contentType(upload.file), { signal, onLost });
      this.#remember(upload);
    }
    store.hold(upload.id);
    return send(upload.file, upload.session, {
      signal,
      ...this.#listener(upload),
      onLost,
      onFinishing: () => this.#enter(upload, "finishing"),
    });
  }

  #listener(upload) {
    return {
      onProgress: (sent) => {
        if (upload.stop.signal.aborted) return;
        if (upload.state === "offline" && sent > upload.sent) upload.state = "uploading";
        upload.sent = sent;
        upload.speed.add(sent);
        if (upload.session && sent - upload.remembered >= upload.session.partSize)
          this.#remember(upload);
        this.#changed(upload);
      },
    };
  }

  #lost(upload) {
    upload.speed.reset();
    this.#enter(upload, "offline");
  }

  async #failed(upload, error) {
    // The store no longer knows the upload: nothing is left to go on from.
    if (error.status === 404 && upload.session) {
      upload.session = null;
      upload.sent = 0;
      await store.remove(upload.id);
      this.#fail(upload, strings.expired);
    } else {
      this.#fail(upload, error.code ? error.message : strings.failed);
    }
  }

  #fail(upload, reason) {
    upload.error = reason;
    this.#enter(upload, "failed");
  }

  #remember(upload) {
    if (!upload.session || upload.s3Url) return;
    const { id, name, size, lastModified, session, sent, videoType, trim, autoProcess } = upload;
    upload.remembered = sent;
    store.save({ id, name, size, lastModified, session, sent, videoType, trim, autoProcess });
  }

  #enter(upload, state) {
    upload.state = state;
    this.#changed(upload);
  }

  #changed(upload) {
    this.dispatchEvent(new CustomEvent("change", { detail: upload }));
  }
}

/** Not crypto.randomUUID(): pages served over plain HTTP in a local network have none. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
    b.toString(16).padStart(2, "0"),
  ).join("");
}
