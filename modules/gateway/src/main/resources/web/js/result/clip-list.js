import { opened } from "../api.js";
import { result as strings } from "../strings.js";
import { h, setAttribute } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { keepInSight } from "../ui/scrolling.js";
import { ClipTools } from "./clip-tools.js";
import { downloadUrl, hueClass, saveName } from "./clips.js";
import { shareLink } from "./share.js";

/** Topics and interactions, each clip with what it is about. */
export class ClipList {
  #items;
  #player;
  #playing = null;

  /**
   * @param {string} key of the job
   * @param {object} result
   * @param {import("./clips.js").Clip[]} clips of the result
   * @param {import("./player.js").Player} player
   * @param {() => void} onEdit
   */
  constructor(key, result, clips, player, onEdit) {
    this.#player = player;
    const tools = new ClipTools(key, result, clips, onEdit);
    this.#items = clips.map((clip) => ({
      clip,
      element: item(key, clip, player, tools.checkbox(clip)),
    }));
    const group = (kind, title) => {
      const own = this.#items.filter(({ clip }) => clip.kind === kind);
      return (
        own.length > 0 &&
        h(
          "section",
          { class: "clip-group" },
          h("h2", {}, title, h("span", { class: "count" }, own.length)),
          h(
            "ol",
            { class: "clips", data: { testid: `clips-${kind}` } },
            ...own.map(({ element }) => element),
          ),
        )
      );
    };
    this.element = h(
      "div",
      { class: "clip-list", data: { testid: "clip-list" } },
      tools.element,
      group("topic", strings.topics),
      group("interaction", strings.interactions),
      clips.length === 0 && h("p", { class: "empty-row" }, strings.noSegments),
    );
  }

  /** Marks the clip that plays, and the ones that the playhead is in. */
  update() {
    const { clip: playing, time } = this.#player;
    for (const { clip, element } of this.#items) {
      element.classList.toggle("is-playing", clip === playing);
      element.classList.toggle("is-current", time >= clip.start && time < clip.end);
      setAttribute(
        element.querySelector(".clip-main"),
        "aria-current",
        clip === playing ? "true" : null,
      );
    }
    if (playing !== this.#playing) {
      this.#playing = playing;
      const shown = this.#items.find(({ clip }) => clip === playing)?.element;
      if (shown?.offsetParent) keepInSight(shown);
    }
  }
}

function item(key, clip, player, checkbox) {
  const main = h(
    "button",
    {
      class: "clip-main",
      "aria-label": strings.playClip(clip.title),
      data: { testid: "clip-play" },
      on: { click: () => (player.clip === clip ? player.toggle() : player.playClip(clip)) },
    },
    clip.thumbnail &&
      h("img", {
        class: "clip-thumbnail",
        src: opened(clip.thumbnail),
        alt: "",
        width: 96,
        height: 54,
        loading: "lazy",
      }),
    h("span", { class: "clip-title" }, clip.title),
    h(
      "span",
      { class: "clip-facts" },
      h("span", { class: "time" }, `${clock(clip.start)} – ${clock(clip.end)}`),
      h("span", { class: "time" }, clock(clip.end - clip.start)),
      clip.type && h("span", { class: "tag" }, clip.type),
    ),
    clip.summary && h("span", { class: "clip-summary" }, clip.summary),
    clip.keywords.length > 0 &&
      h(
        "span",
        { class: "keywords" },
        ...clip.keywords.map((word) => h("span", { class: "keyword" }, word)),
      ),
  );
  return h(
    "li",
    {
      class: `clip ${hueClass(clip)}`,
      data: { testid: "clip-item", clip: clip.id, kind: clip.kind },
    },
    main,
    h(
      "div",
      { class: "clip-tools" },
      checkbox,
      h(
        "button",
        {
          class: "icon-button small",
          "aria-label": strings.shareClip(clip.title),
          title: strings.shareClip(clip.title),
          on: { click: () => shareLink(key, { clip: clip.id }) },
        },
        icon("link"),
      ),
      h(
        "a",
        {
          class: "icon-button small",
          href: downloadUrl(clip),
          download: saveName(clip),
          "aria-label": strings.downloadClip(clip.title),
          title: strings.downloadClip(clip.title),
          data: { testid: "clip-download" },
        },
        icon("download"),
      ),
    ),
  );
}
