/** Sends bytes to the store, with progress, and tries again when that may help. */

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 20_000;
const MAX_REFUSALS = 6;

/** The store refused, or (status 0) could not be reached. */
export class TransferError extends Error {
  constructor(status) {
    super(`the store answered ${status}`);
    this.name = "TransferError";
    this.status = status;
  }
}

/**
 * PUTs `blob`. XMLHttpRequest, because fetch does not tell how much has been sent.
 *
 * @param {string} url presigned
 * @param {Blob} blob
 * @param {{type?: string, signal: AbortSignal, onProgress: (sent: number) => void}} options
 * @returns {Promise<string>} the ETag
 */
export function put(url, blob, { type, signal, onProgress }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    const settle = (finish, value) => {
      signal.removeEventListener("abort", abort);
      finish(value);
    };
    xhr.open("PUT", url);
    if (type) xhr.setRequestHeader("Content-Type", type);
    xhr.upload.onprogress = (event) => onProgress(event.loaded);
    xhr.onload = () =>
      xhr.status >= 200 && xhr.status < 300
        ? settle(resolve, xhr.getResponseHeader("ETag"))
        : settle(reject, new TransferError(xhr.status));
    xhr.onerror = () => settle(reject, new TransferError(0));
    xhr.onabort = () => settle(reject, signal.reason);
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener("abort", abort);
    xhr.send(blob);
  });
}

/**
 * Runs `attempt` until it succeeds. A lost connection is waited out however long it lasts; answers
 * that may change (408, 429, 5xx, and 403, which an expired signature gets) are tried again
 * {@link MAX_REFUSALS} times with growing, jittered pauses; others are final.
 *
 * @template T
 * @param {() => Promise<T>} attempt
 * @param {{signal: AbortSignal, onLost?: () => void}} options `onLost` hears of each lost connection
 * @returns {Promise<T>}
 */
export async function persist(attempt, { signal, onLost }) {
  let refusals = 0;
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || typeof error.status !== "number") throw error;
      if (error.status === 0) onLost?.();
      else if (!mayChange(error.status) || ++refusals >= MAX_REFUSALS) throw error;
      const pause = Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      await rest(pause * (0.5 + Math.random() / 2), signal);
    }
  }
}

function mayChange(status) {
  return status === 403 || status === 408 || status === 429 || status >= 500;
}

/** Ends early when the browser says that it is online again. */
function rest(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const finish = (end) => {
      clearTimeout(timer);
      done.abort();
      end();
    };
    const timer = setTimeout(() => finish(resolve), milliseconds);
    globalThis.addEventListener("online", () => finish(resolve), { signal: done.signal });
    signal.addEventListener("abort", () => finish(() => reject(signal.reason)), {
      signal: done.signal,
    });
  });
}
