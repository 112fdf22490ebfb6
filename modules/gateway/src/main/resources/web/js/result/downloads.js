import { jobFileUrl } from "../api.js";
import { result as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { bytes } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/menu.js";
import { clipsOf } from "./clips.js";

/** What the service keeps of a run, beside its clips. */
const FILES = [
  ["srt", "transcript.srt"],
  ["vtt", "transcript.vtt"],
  ["json", "transcript.json"],
  ["segments", "segments.json"],
  ["chapters", "chapters.txt"],
];

/** The menu of everything that can be saved. */
export function downloadsMenu(key, result) {
  const files = FILES.map(([label, name]) =>
    link(jobFileUrl(key, name, { download: true }), strings.files[label]),
  );
  const clips = clipsOf(result).map((clip) =>
    link(`${clip.url}?download=1`, clip.title, bytes(clip.sizeMb * 1e6)),
  );
  const panel = [
    h("h2", {}, strings.downloadsTranscript),
    h("ul", {}, ...files),
    clips.length > 0 && [h("h2", {}, strings.downloadsClips), h("ul", {}, ...clips)],
  ];
  return menu([icon("download"), strings.download], panel, "downloads");
}

function link(href, text, size) {
  return h(
    "li",
    {},
    h(
      "a",
      { href, download: true },
      h("span", {}, text),
      size && h("span", { class: "time" }, size),
    ),
  );
}
