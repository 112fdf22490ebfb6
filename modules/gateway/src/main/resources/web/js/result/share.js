import { result as strings } from "../strings.js";
import { copy, toast } from "../ui/feedback.js";

/**
 * Copies a link to the job's page.
 *
 * @param {string} key
 * @param {{clip?: string, t?: number}} [at] a clip, or a time in seconds
 */
export async function shareLink(key, at = {}) {
  const url = new URL(location.href);
  const query = new URLSearchParams(at).toString();
  url.hash = `#/jobs/${key}${query ? `?${query}` : ""}`;
  toast((await copy(url.href)) ? strings.copied : strings.copyFailed);
}
