/**
 * Keeps edits that were not cut yet, so that a reload loses none. Where the browser keeps nothing
 * (private windows of some browsers), editing works without.
 */

const PREFIX = "script-trimmer-edits-";

/**
 * @typedef {object} Edits
 * @property {number} run that they are made to
 * @property {import("./segments.js").Segment[]} segments
 * @property {number} made how many new segments got an id
 */

/** @param {string} key of the job @returns {Edits|null} */
export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

/** The edits to a run that has a result; those to an earlier one are void, and forgotten. */
export function loadFor(key, run) {
  const edits = load(key);
  if (edits && edits.run !== run) remove(key);
  return edits?.run === run ? edits : null;
}

/** @param {string} key of the job @param {Edits} edits */
export function save(key, edits) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(edits));
  } catch {
    // Full, or forbidden.
  }
}

export function remove(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Forbidden: then nothing is there.
  }
}
