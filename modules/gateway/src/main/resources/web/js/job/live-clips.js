import { opened } from "../api.js";
import { job as strings } from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { clock } from "../ui/format.js";
import { icon } from "../ui/icons.js";

/** Clips as they are cut, ready to be watched while the rest is still being made. */
export class LiveClips {
  #shown = 0;
  #generation = 0;

  constructor() {
    this.list = h("ul", { class: "live-clips" });
    this.player = h("div", { class: "live-player" });
    this.element = h(
      "section",
      { class: "card live-clips-card", hidden: true, data: { testid: "live-clips" } },
      h("h2", {}, strings.clips),
      this.player,
      this.list,
    );
  }

  update(state) {
    if (state.generation !== this.#generation) {
      this.#generation = state.generation;
      this.#shown = 0;
      fill(this.list);
      fill(this.player);
    }
    this.element.hidden = state.clips.length === 0;
    for (const clip of state.clips.slice(this.#shown)) this.list.append(this.#item(clip));
    this.#shown = state.clips.length;
  }

  /** The clip that is being watched, and where: the result goes on there. */
  get watched() {
    const video = this.player.querySelector("video");
    return (
      video && { url: video.getAttribute("src"), time: video.currentTime, playing: !video.paused }
    );
  }

  #item(clip) {
    const button = h(
      "button",
      {
        class: "live-clip",
        "aria-label": strings.openClip(clip.title),
        data: { testid: "live-clip" },
      },
      icon("play"),
      h("span", { class: "live-clip-title" }, clip.title),
      h("span", { class: "time" }, clock(clip.end - clip.start)),
    );
    button.addEventListener("click", () => {
      const video = h("video", {
        controls: true,
        playsinline: true,
        autoplay: true,
        src: opened(clip.url),
      });
      fill(this.player, video);
      this.list.querySelector("[aria-pressed=true]")?.removeAttribute("aria-pressed");
      button.setAttribute("aria-pressed", "true");
      video.focus();
    });
    return h("li", {}, button);
  }
}
