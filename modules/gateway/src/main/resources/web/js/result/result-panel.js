import { getFile, jobFileUrl, sourceUrl } from "../api.js";
import { loadFor } from "../edit/draft-store.js";
import { Editor } from "../edit/editor.js";
import {
  editor as editorStrings,
  result as strings,
  transcript as transcriptStrings,
} from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { toast } from "../ui/feedback.js";
import { took } from "../ui/format.js";
import { onKeys } from "../ui/shortcuts.js";
import { Captions } from "./captions.js";
import { ClipList } from "./clip-list.js";
import { clipsOf, segmentOf } from "./clips.js";
import { PlayerView } from "./player-view.js";
import { Tabs } from "../ui/tabs.js";
import { TranscriptView } from "./transcript-view.js";
import { loudnessOf, loudnessOfWords } from "./waveform.js";

/** Of most recordings. */
const FRAME_SECONDS = 1 / 25;

/** What came of a video: player, clips, transcript; and the editor of its clips. */
export class ResultPanel {
  #feed;
  #leave = new AbortController();
  #transcript = null;
  /** @type {Editor|null} */
  #editor = null;

  /**
   * @param {import("../job/job-feed.js").JobFeed} feed with its result
   * @param {URLSearchParams} query `t` (seconds) or `clip` (id) to begin with
   * @param {{url: string, time: number, playing: boolean}} [watched] a clip to go on with instead
   */
  constructor(feed, query, watched) {
    const { key, result } = feed;
    this.#feed = feed;
    this.clips = clipsOf(result);
    this.view = new PlayerView(sourceUrl(key), this.clips, result.duration);
    this.list = new ClipList(key, result, this.clips, this.view.player, () => this.#edit());
    this.clipsSlot = h("div", { class: "clips-slot" }, this.list.element);
    this.transcriptSlot = h("div", { class: "transcript-slot" });
    this.tabs = new Tabs([
      {
        id: "clips",
        label: strings.clipsTab,
        count: this.clips.length,
        content: this.clipsSlot,
      },
      { id: "transcript", label: strings.transcriptTab, content: this.transcriptSlot },
    ]);
    this.side = h("div", { class: "card result-side" }, this.tabs.element);
    this.element = h(
      "div",
      { class: "result", data: { testid: "result" } },
      h("div", { class: "result-main" }, this.view.element, timings(result)),
      this.side,
    );
    for (const type of ["time", "media", "state"]) {
      this.view.player.addEventListener(type, () => this.#updatePosition());
    }
    this.#bindKeys();
    this.#begin(query, watched);
    this.#loadTranscript(key);
    this.#loadWaveform(result);
    if (loadFor(key, feed.run)) {
      this.#edit();
      toast(editorStrings.restored);
    }
  }

  close() {
    this.#leave.abort();
    this.#editor?.close();
    this.view.close();
  }

  #edit() {
    const { key, run } = this.#feed;
    this.tabs.select("clips");
    this.#editor = new Editor(key, run, this.view, this.clips.map(segmentOf), (end) =>
      end === "cut" ? this.#feed.restart() : this.#endEdit(),
    );
    this.#editor.words = this.#transcript?.words ?? [];
    fill(this.clipsSlot, this.#editor.list.element);
    this.side.append(this.#editor.foot);
  }

  #endEdit() {
    this.#editor.close();
    this.#editor = null;
    this.view.timeline.segments = this.clips;
    fill(this.clipsSlot, this.list.element);
    this.clipsSlot.querySelector("[data-testid=edit-button]").focus();
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
    if (this.#editor) this.#editor.words = this.#transcript.words;
    if (!this.#feed.result.waveform) this.#showSpeech();
    this.#updatePosition();
    const vtt = await getFile(jobFileUrl(key, "transcript.vtt"), "text", signal).catch(() => null);
    if (vtt && !signal.aborted)
      this.view.captions = new Captions(this.view.video, vtt, document.language);
  }

  /** Instead of the sound: when words are spoken. */
  #showSpeech() {
    const { words } = this.#transcript ?? {};
    if (words) this.view.timeline.loudness = loudnessOfWords(words, this.view.player.duration);
  }

  async #loadWaveform({ waveform }) {
    if (!waveform) return;
    const { signal } = this.#leave;
    const sound = await getFile(waveform, "json", signal).catch(() => null);
    if (signal.aborted) return;
    if (sound) this.view.timeline.loudness = loudnessOf(sound);
    else this.#showSpeech();
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
        ArrowUp: () => this.#neighbour(-1),
        ArrowDown: () => this.#neighbour(1),
        ",": () => view.skip(-FRAME_SECONDS),
        ".": () => view.skip(FRAME_SECONDS),
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

  #neighbour(direction) {
    if (this.#editor) this.#editor.actions.openNeighbour(direction);
    else this.view.playNeighbour(direction);
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
