/** The service's routes. Every failure is an {@link ApiError} with a sentence to show. */

import { errors } from "./strings.js";

/** Who asks, as headers of every request; whoever signs people in puts its own functions here. */
export const credentials = {
  /** @returns {Record<string, string>|undefined} undefined when there is nothing to say */
  headers: () => undefined,
  /** Called when the service wants to know. @returns {Promise<boolean>} whether to ask it again */
  ask: async () => false,
};

/** By job, what opens it for elements that cannot send headers. */
const tokens = new Map();

/** A path of a job as an element can load it. */
export function opened(path) {
  const token = tokens.get(/^\/jobs\/([0-9a-f]{32})\//.exec(path)?.[1]);
  return token ? `${path}${path.includes("?") ? "&" : "?"}token=${token}` : path;
}

export class ApiError extends Error {
  /**
   * @param {string} detail one sentence that a person can act on
   * @param {string} code stable name; `network` when no answer came
   * @param {number} status HTTP status; 0 when no answer came
   */
  constructor(detail, code, status) {
    super(detail);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
  }

  /** Whether the same request may succeed later with nothing changed. */
  get isTransient() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @typedef {object} Job a snapshot
 * @property {string} queue_key
 * @property {string} s3_url
 * @property {"pending"|"running"|"completed"|"failed"} status
 * @property {number} progress percent
 * @property {string} message
 * @property {"live"|"recorded"} video_type
 * @property {string} submitted_at ISO 8601
 * @property {string} updated_at ISO 8601
 * @property {number} run
 * @property {number} [duration] of the video in seconds, once it is processed
 * @property {object} [result] not in lists
 */

/** @returns {Promise<{presigned_url: string, s3_url: string}>} where one PUT takes the whole file */
export function presign(filename, contentType, signal) {
  return request("POST", "/get-presigned-url-endpoint", {
    body: { filename, content_type: contentType },
    signal,
  });
}

/** Starts a job, or a new run of one that ended. @returns {Promise<{queue_key: string}>} */
export function submitJob(s3Url, videoType, trim = false) {
  return request("POST", "/extract-audio-endpoint", {
    body: { s3_url: s3Url, video_type: videoType, trim },
  });
}

/** @returns {Promise<Job>} */
export function getJob(key, signal) {
  return request("GET", `/jobs/${encodeURIComponent(key)}`, { signal });
}

/**
 * Newest first; those with `name` in their names, if it is not empty. Then a page may be short, or
 * empty, and still have a next one.
 *
 * @returns {Promise<{jobs: Job[], next?: string}>}
 */
export function listJobs({ name, cursor, limit = 20, signal } = {}) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (name) query.set("name", name);
  if (cursor) query.set("cursor", cursor);
  return request("GET", `/jobs?${query}`, { signal });
}

export function cancelJob(key) {
  return request("DELETE", `/jobs/${encodeURIComponent(key)}`);
}

/**
 * Begins a run that cuts the same video by other segments, without transcribing again.
 *
 * @param {string} key
 * @param {{kind: string, title: string, start: number, end: number}[]} segments all that are wanted
 */
export function recut(key, segments) {
  return request("POST", `/jobs/${encodeURIComponent(key)}/recut`, {
    body: {
      segments: segments.map(({ kind, title, start, end }) => ({
        start,
        end,
        title,
        segment_type: kind,
      })),
    },
  });
}

/**
 * Files of a job's current run as one ZIP.
 *
 * @param {string} key
 * @param {string[]} [names] as {@link jobFileUrl} takes them; all files unless told
 */
export function archiveUrl(key, names) {
  const query = names ? `?${new URLSearchParams({ files: names.join(",") })}` : "";
  return opened(`/jobs/${key}/archive.zip${query}`);
}

/** A file that a job's current run left behind. */
export function jobFileUrl(key, name, { download = false } = {}) {
  return opened(`/jobs/${key}/files/${name}${download ? "?download=1" : ""}`);
}

/** The path of the video that a job was made of; to be {@link opened}. */
export function sourceUrl(key) {
  return `/jobs/${key}/source`;
}

/** @returns {Promise<{nodes: object[]}>} */
export function getCluster(signal) {
  return request("GET", "/cluster", { signal });
}

/** The multipart routes, in the shape of Uppy's Companion. */
export const multipart = {
  /** @returns {Promise<{key: string, uploadId: string}>} */
  create(filename, type, size, signal) {
    return request("POST", "/s3/multipart", {
      body: { filename, type, metadata: {}, size },
      signal,
    });
  },
  /** @returns {Promise<{url: string}>} */
  signPart({ key, uploadId }, number, signal) {
    return request("GET", `${uploadPath(uploadId)}/${number}?${new URLSearchParams({ key })}`, {
      signal,
    });
  },
  /** @returns {Promise<{PartNumber: number, Size: number, ETag: string}[]>} what has arrived */
  listParts({ key, uploadId }, signal) {
    return request("GET", `${uploadPath(uploadId)}?${new URLSearchParams({ key })}`, { signal });
  },
  /** @returns {Promise<{location: string}>} the object's S3 URL */
  complete({ key, uploadId }, parts, signal) {
    return request("POST", `${uploadPath(uploadId)}/complete?${new URLSearchParams({ key })}`, {
      body: { parts },
      signal,
    });
  },
  abort({ key, uploadId }) {
    return request("DELETE", `${uploadPath(uploadId)}?${new URLSearchParams({ key })}`);
  },
};

/** Reads a document of a job, wherever its link leads. */
export async function getFile(url, kind, signal) {
  // Not with headers: they would go along to the store that the link leads to.
  const response = await send("GET", opened(url), { signal, headers: {} });
  return kind === "json" ? response.json() : response.text();
}

function uploadPath(uploadId) {
  return `/s3/multipart/${encodeURIComponent(uploadId)}`;
}

async function request(method, url, options = {}) {
  const response = await send(method, url, options);
  if (response.status === 204) return {};
  const answer = await response.json();
  for (const job of [answer, ...(answer.jobs ?? [])]) {
    if (job.stream_token) tokens.set(job.queue_key, job.stream_token);
  }
  return answer;
}

async function send(method, url, options = {}) {
  const { body, signal, headers = credentials.headers() } = options;
  let response;
  try {
    response = await fetch(url, {
      method,
      signal,
      headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(errors.network, "network", 0);
  }
  if (response.status === 401 && !options.headers && (await credentials.ask())) {
    return send(method, url, options);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  return new ApiError(
    typeof body.detail === "string" ? body.detail : errors.unexpected(response.status),
    body.code ?? "internal",
    response.status,
  );
}
