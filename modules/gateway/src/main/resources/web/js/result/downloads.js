import { archiveUrl, jobFileUrl } from "../api.js";
import { result as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { bytes } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/menu.js";
import { clipsOf, downloadUrl } from "./clips.js";

/** What the service keeps of every run, beside its clips. */
const FILES = [
  ["srt", "transcript.srt"],
  ["vtt", "transcript.vtt"],
  ["json", "transcript.json"],
  ["segments", "segments.json"],
  ["chapters", "chapters.txt"],
];

/** The menu of everything that can be saved. */
export function downloadsMenu(key, result) {
  const clips = clipsOf(result);
  const size = clips.reduce((sum, { sizeMb }) => sum + sizeMb * 1e6, 0);
  const files = FILES.map(([label, name]) =>
    link(jobFileUrl(key, name, { download: true }), strings.files[label]),
  );
  const cuts = Object.entries(result.timeline ?? {}).map(([form, path]) =>
    link(`${path}?download=1`, strings.timelines[form] ?? form.toUpperCase()),
  );
  const panel = [
    result.archive && h("ul", {}, link(archiveUrl(key), strings.everything, bytes(size))),
    result.tightened && h("ul", { data: { testid: "tightened" } }, tightened(result.tightened)),
    h("h2", {}, strings.downloadsTranscript),
    h("ul", {}, ...files),
    cuts.length > 0 && [h("h2", {}, strings.downloadsTimeline), h("ul", {}, ...cuts)],
    clips.length > 0 && [
      h("h2", {}, strings.downloadsClips),
      h("ul", {}, ...clips.map((c) => link(downloadUrl(c), c.title, bytes(c.sizeMb * 1e6)))),
    ],
  ];
  return menu([icon("download"), strings.download], panel, "downloads");
}

function tightened(video) {
  return link(downloadUrl(video), strings.tightened(video.saved_seconds), bytes(video.size_mb * 1e6));
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
