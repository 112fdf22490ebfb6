import { opened } from "../api.js";

const HUES = 8;

/**
 * @typedef {object} Clip
 * @property {string} id stable within the result, such as `topic-2`
 * @property {"topic"|"interaction"} kind
 * @property {string|null} type of an interaction, as people read it
 * @property {string} title
 * @property {number} start seconds
 * @property {number} end seconds
 * @property {string} url
 * @property {string|null} thumbnail
 * @property {string} filename
 * @property {number} sizeMb 10^6 bytes
 * @property {string[]} keywords
 * @property {string} summary
 * @property {number} hue index of its colour
 */

/** The result's clips, each with what is known of its segment. @returns {Clip[]} */
export function clipsOf(result) {
  const segments = {
    topic: result.video_segments ?? [],
    interaction: result.interaction_segments ?? [],
  };
  const counts = { topic: 0, interaction: 0 };
  return (result.s3_urls ?? []).map((link) => {
    const kind = link.segment_type === "interaction" ? "interaction" : "topic";
    const index = counts[kind]++;
    const segment =
      segments[kind].find((s) => s.start === link.start && s.end === link.end) ??
      segments[kind][index] ??
      {};
    return {
      id: `${kind}-${index}`,
      kind,
      type: segment.interaction_type ?? null,
      title: link.title ?? link.filename,
      start: link.start,
      end: link.end,
      url: link.url,
      thumbnail: link.thumbnail ?? null,
      filename: link.filename,
      sizeMb: link.size_mb,
      keywords: segment.keywords ?? [],
      summary: segment.summary ?? "",
      hue: index,
    };
  });
}

/** What of a clip can be edited. @returns {import("../edit/segments.js").Segment} */
export function segmentOf({ id, kind, title, start, end, hue }) {
  return { id, kind, title, start, end, hue };
}

/** The class that colours what belongs to a clip or a segment: topics in turn, interactions alike. */
export function hueClass({ kind, hue }) {
  return kind === "topic" ? `hue-${hue % HUES}` : "hue-interaction";
}

/** Where a clip is saved from. */
export function downloadUrl(clip) {
  return opened(`${clip.url}?download=1`);
}

/** The name of a clip's file among the files of its run. */
export function fileName(clip) {
  return decodeURIComponent(clip.url.replace(/^.*\/files\//, ""));
}

/** What a saved clip is called: its title, without what file systems forbid. */
export function saveName(clip) {
  const name = clip.title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${name || clip.id}.mp4`;
}
