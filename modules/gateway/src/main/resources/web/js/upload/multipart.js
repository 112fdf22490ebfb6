import { multipart } from "../api.js";
import { persist, put } from "./transfer.js";

const MAX_PARTS = 10_000;
const MIN_PART_BYTES = 16 * 1024 * 1024;
const PARALLEL = 4;

/**
 * @typedef {object} Session what resuming needs; plain data
 * @property {string} key
 * @property {string} uploadId
 * @property {number} partSize bytes
 */

/**
 * Begins a multipart upload of `file`.
 *
 * @param {{signal: AbortSignal, onLost: () => void}} options as {@link persist}'s
 * @returns {Promise<Session>}
 */
export async function begin(file, type, options) {
  const partSize = Math.max(MIN_PART_BYTES, Math.ceil(file.size / MAX_PARTS));
  const create = () => multipart.create(file.name, type, file.size, options.signal);
  const { key, uploadId } = await persist(create, options);
  return { key, uploadId, partSize };
}

/**
 * Sends every part that the store does not have yet, several at once, and puts them together.
 *
 * Aborting keeps what has arrived: sending the same session again goes on from there.
 *
 * @param {File} file
 * @param {Session} session
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {(sent: number) => void} options.onProgress bytes sent so far, earlier attempts' included
 * @param {() => void} options.onLost the connection is lost and waited for
 * @param {() => void} options.onFinishing all parts have arrived
 * @returns {Promise<string>} the object's S3 URL
 */
export async function send(file, session, { signal, onProgress, onLost, onFinishing }) {
  const stop = new AbortController();
  const inner = AbortSignal.any([signal, stop.signal]);
  const retrying = { signal: inner, onLost };
  const sizeOf = (number) =>
    Math.min(session.partSize, file.size - (number - 1) * session.partSize);

  const arrived = new Map();
  for (const part of await persist(() => multipart.listParts(session, inner), retrying)) {
    if (part.Size === sizeOf(part.PartNumber)) arrived.set(part.PartNumber, part.ETag);
  }
  const total = Math.ceil(file.size / session.partSize);
  const missing = Array.from({ length: total }, (_, i) => i + 1).filter((n) => !arrived.has(n));
  const sending = new Map();
  const report = () => {
    let sent = 0;
    for (const number of arrived.keys()) sent += sizeOf(number);
    for (const bytes of sending.values()) sent += bytes;
    onProgress(sent);
  };

  async function sendPart(number) {
    const from = (number - 1) * session.partSize;
    const blob = file.slice(from, from + sizeOf(number));
    // Signed anew for each attempt: after a long pause the old signature has expired.
    const etag = await persist(async () => {
      sending.set(number, 0);
      const { url } = await multipart.signPart(session, number, inner);
      return put(url, blob, {
        signal: inner,
        onProgress: (sent) => {
          sending.set(number, sent);
          report();
        },
      });
    }, retrying);
    sending.delete(number);
    arrived.set(number, etag);
    report();
  }

  async function worker() {
    for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
      await sendPart(number);
    }
  }

  report();
  try {
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  onFinishing();
  const parts = [...arrived]
    .sort(([a], [b]) => a - b)
    .map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
  const { location } = await persist(() => multipart.complete(session, parts, inner), retrying);
  return location;
}

/** Drops the upload and what has arrived of it. */
export function abandon(session) {
  return multipart.abort(session);
}
