/** What can be done to a list of segments. Nothing here changes its arguments. */

/** Nobody watches less; a slip of the hand must not leave a clip that is not to be seen. */
export const MIN_SECONDS = 1;
/** Nearer than this, two boundaries are one. */
const TOUCH_SECONDS = 0.02;
const NEW_SECONDS = 30;

/**
 * @typedef {object} Segment
 * @property {string} id unique in its list
 * @property {"topic"|"interaction"} kind
 * @property {string} title
 * @property {number} start seconds of the whole video
 * @property {number} end seconds of the whole video
 * @property {number} hue index of its colour
 * @typedef {"start"|"end"} Edge
 */

/** In order of time; of two that begin together the longer first. @returns {Segment[]} */
export function ordered(segments) {
  return [...segments].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The last of its kind that begins at `time` or before and ends after it. */
export function segmentAt(segments, time, kind) {
  return ordered(segments).findLast(
    (segment) => segment.kind === kind && segment.start <= time && time < segment.end,
  );
}

/** The next of the same kind. @returns {Segment|undefined} */
export function following(segments, { id, kind }) {
  const own = ordered(segments).filter((segment) => segment.kind === kind);
  return own[own.findIndex((segment) => segment.id === id) + 1];
}

/**
 * Moves a boundary as near to `time` as its neighbours allow. Where two segments touch, their
 * common boundary moves, unless `apart`.
 *
 * @param {Segment[]} segments
 * @param {string} id
 * @param {Edge} edge
 * @param {number} time seconds
 * @param {{duration: number, apart?: boolean}} options `duration` of the video
 * @returns {Segment[]} the same list when nothing moves
 */
export function moveEdge(segments, id, edge, time, { duration, apart = false }) {
  const own = segments.find((segment) => segment.id === id);
  const partner = apart ? undefined : touching(segments, own, edge);
  const others = segments.filter((other) => other.kind === own.kind && other !== own);
  const least = (segment) => Math.min(MIN_SECONDS, segment.end - segment.start);
  let low;
  let high;
  if (edge === "start") {
    low = partner
      ? partner.start + least(partner)
      : Math.max(0, ...others.map(({ end }) => end).filter((end) => end <= own.start));
    high = own.end - least(own);
  } else {
    low = own.start + least(own);
    high = partner
      ? partner.end - least(partner)
      : Math.min(duration, ...others.map(({ start }) => start).filter((at) => at >= own.end));
  }
  const to = rounded(Math.max(low, Math.min(high, time)));
  if (to === own[edge]) return segments;
  return segments.map((segment) => {
    if (segment === own) return { ...segment, [edge]: to };
    return segment === partner ? { ...segment, [opposite(edge)]: to } : segment;
  });
}

/** Whether a split at `time` leaves two clips that are long enough. */
export function canSplit(segment, time) {
  return time - segment.start >= MIN_SECONDS && segment.end - time >= MIN_SECONDS;
}

/** Makes two segments of one; the first keeps its identity. */
export function split(segments, id, time, { newId, newTitle }) {
  const at = rounded(time);
  return segments.flatMap((segment) =>
    segment.id === id
      ? [
          { ...segment, end: at },
          { ...segment, id: newId, title: newTitle, start: at, hue: nextHue(segments) },
        ]
      : [segment],
  );
}

/** Makes one of a segment and the next of its kind, with what lies between them. */
export function merge(segments, id) {
  const own = segments.find((segment) => segment.id === id);
  const next = following(segments, own);
  return segments
    .filter((segment) => segment !== next)
    .map((segment) =>
      segment === own ? { ...segment, end: Math.max(own.end, next.end) } : segment,
    );
}

export function remove(segments, id) {
  return segments.filter((segment) => segment.id !== id);
}

/** Changes fields of one segment. @returns {Segment[]} the same list when nothing differs */
export function change(segments, id, fields) {
  const own = segments.find((segment) => segment.id === id);
  if (Object.entries(fields).every(([name, value]) => own[name] === value)) return segments;
  return segments.map((segment) => (segment === own ? { ...segment, ...fields } : segment));
}

/**
 * The room for a new segment of `kind` from `time` on.
 *
 * @returns {{start: number, end: number}|null} null when it is taken, or too small
 */
export function roomAt(segments, time, kind, duration) {
  if (segmentAt(segments, time, kind)) return null;
  const next = ordered(segments).find((segment) => segment.kind === kind && segment.start >= time);
  const end = Math.min(time + NEW_SECONDS, next?.start ?? duration, duration);
  return end - time < MIN_SECONDS ? null : { start: rounded(time), end: rounded(end) };
}

/** A colour that the list's last segments do not have. */
export function nextHue(segments) {
  return Math.max(-1, ...segments.map(({ hue }) => hue)) + 1;
}

/** How many segments of the one list are not, or not so, in the other, and the other way round. */
export function difference(before, after) {
  const known = new Map(before.map((segment) => [segment.id, segment]));
  const isSame = (a, b) =>
    a.kind === b.kind && a.title === b.title && a.start === b.start && a.end === b.end;
  const kept = after.filter(({ id }) => known.has(id));
  const altered = kept.filter((segment) => !isSame(segment, known.get(segment.id)));
  return altered.length + (after.length - kept.length) + (before.length - kept.length);
}

function touching(segments, own, edge) {
  return segments.find(
    (other) =>
      other !== own &&
      other.kind === own.kind &&
      Math.abs(other[opposite(edge)] - own[edge]) < TOUCH_SECONDS,
  );
}

function opposite(edge) {
  return edge === "start" ? "end" : "start";
}

/** Milliseconds are finer than any frame. */
function rounded(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
