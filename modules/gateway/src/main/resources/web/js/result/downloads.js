import { jobFileUrl } from "../api.js";
import { result as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { clipsOf } from "./clips.js";

const TRANSCRIPT_FILES = [
  ["srt", "transcript.srt"],
  ["vtt", "transcript.vtt"],
  ["json", "transcript.json"],
];

/** The menu of everything that can be saved. */
export function downloadsMenu(key, result) {
  const link = (href, text, extra) =>
    h(
      "li",
      {},
      h(
        "a",
        { href, download: true },
        h("span", {}, text),
        extra && h("span", { class: "time" }, extra),
      ),
    );
  const file = ([label, name]) =>
    link(jobFileUrl(key, name, { download: true }), strings.files[label]);
  const clips = clipsOf(result);
  const menu = h(
    "details",
    { class: "menu", data: { testid: "downloads" } },
    h("summary", { class: "button primary" }, icon("download"), strings.download),
    h(
      "div",
      { class: "menu-panel" },
      h("h2", {}, strings.downloadsTranscript),
      h("ul", {}, ...TRANSCRIPT_FILES.map(file), file(["segments", "segments.json"])),
      clips.length > 0 && h("h2", {}, strings.downloadsClips),
      clips.length > 0 &&
        h(
          "ul",
          {},
          ...clips.map((clip) => link(`${clip.url}?download=1`, clip.title, `${clip.sizeMb} MB`)),
        ),
    ),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.firstElementChild.focus();
  });
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    const closed = new AbortController();
    document.addEventListener(
      "pointerdown",
      (event) => {
        if (!menu.contains(event.target)) menu.open = false;
        if (!menu.open) closed.abort();
      },
      { signal: closed.signal },
    );
  });
  return menu;
}

/** What a saved clip is called: its title, without what file systems forbid. */
export function jobFileName(clip) {
  const name = clip.title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${name || clip.id}.mp4`;
}
