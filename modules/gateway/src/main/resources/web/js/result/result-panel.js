import { getFile, jobFileUrl, sourceUrl } from "../api.js";
import { result as strings, transcript as transcriptStrings } from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { took } from "../ui/format.js";
import { onKeys } from "../ui/shortcuts.js";
import { Captions } from "./captions.js";
import { ClipList } from "./clip-list.js";
import { clipsOf } from "./clips.js";
import { PlayerView } from "./player-view.js";
import { Tabs } from "../ui/tabs.js";
import { TranscriptView } from "./transcript-view.js";

/** What came of a video: player, clips, transcript. */
export class ResultPanel {
  #leave = new AbortController();
  #transcript = null;

  /**
   * @param {import("../job/job-feed.js").JobFeed} feed with its result
   * @param {URLSearchParams} query `t` (seconds) or `clip` (id) to begin with
   * @param {{url: string, time: number, playing: boolean}} [watched] a clip to go on with instead
   */
  constructor(feed, query, watched) {
    const { key, result } = feed;
    this.clips = clipsOf(result);
    this.view = new PlayerView(sourceUrl(key), this.clips);
    this.list = new ClipList(key, this.clips, this.view.player);
    this.transcriptSlot = h("div", { class: "transcript-slot" });
    this.tabs = new Tabs([
      {
        id: "clips",
        label: strings.clipsTab,
        count: this.clips.length,
        content: this.list.element,
      },
      { id: "transcript", label: strings.transcriptTab, content: this.transcriptSlot },
    ]);
    this.element = h(
      "div",
      { class: "result", data: { testid: "result" } },
      h("div", { class: "result-main" }, this.view.element, timings(result)),
      h("div", { class: "card result-side" }, this.tabs.element),
    );
    for (const type of ["time", "media", "state"]) {
      this.view.player.addEventListener(type, () => this.#updatePosition());
    }
    this.#bindKeys();
    this.#begin(query, watched);
    this.#loadTranscript(key);
  }

  close() {
    this.#leave.abort();
    this.view.close();
  }

  #updatePosition() {
    this.list.update();
    this.#transcript?.update();
  }

  #begin(query, watched) {
    const { player } = this.view;
    const going = watched && this.clips.find(({ url }) => url === watched.url);
    if (going) {
      player.show(going);
      player.seek(going.start + watched.time);
      if (watched.playing) player.toggle();
      return;
    }
    const clip = this.clips.find(({ id }) => id === query.get("clip"));
    const time = Number(query.get("t"));
    if (clip) player.show(clip);
    else if (time > 0) player.seek(time);
  }

  async #loadTranscript(key) {
    const { signal } = this.#leave;
    const document = await getFile(jobFileUrl(key, "transcript.json"), "json", signal).catch(
      () => null,
    );
    if (signal.aborted) return;
    if (!document) {
      fill(this.transcriptSlot, h("p", { class: "empty-row" }, transcriptStrings.missing));
      return;
    }
    this.#transcript = new TranscriptView(document, this.clips, this.view.player);
    fill(this.transcriptSlot, this.#transcript.element);
    this.view.timeline.showSpeech(this.#transcript.words);
    this.#updatePosition();
    const vtt = await getFile(jobFileUrl(key, "transcript.vtt"), "text", signal).catch(() => null);
    if (vtt && !signal.aborted)
      this.view.captions = new Captions(this.view.video, vtt, document.language);
  }

  #bindKeys() {
    const { view } = this;
    const { player } = view;
    onKeys(
      {
        " ": () => player.toggle(),
        k: () => player.toggle(),
        j: () => view.skip(-10),
        l: () => view.skip(10),
        ArrowLeft: () => view.skip(-5),
        ArrowRight: () => view.skip(5),
        ArrowUp: () => view.playNeighbour(-1),
        ArrowDown: () => view.playNeighbour(1),
        "<": () => player.stepSpeed(-1),
        ">": () => player.stepSpeed(1),
        m: () => player.toggleMuted(),
        c: () => view.toggleCaptions(),
        f: () => view.toggleFullscreen(),
        "/": () => this.#openSearch(),
      },
      this.#leave.signal,
    );
  }

  #openSearch() {
    this.tabs.select("transcript");
    this.#transcript?.focusSearch();
  }
}

function timings(result) {
  const entries = Object.entries(result.timings ?? {});
  if (entries.length === 0) return null;
  return h(
    "details",
    { class: "timings" },
    h("summary", {}, strings.timings),
    h(
      "dl",
      {},
      ...entries.map(([stage, seconds]) =>
        h("div", {}, h("dt", {}, strings.stages[stage] ?? stage), h("dd", {}, took(seconds))),
      ),
    ),
  );
}
