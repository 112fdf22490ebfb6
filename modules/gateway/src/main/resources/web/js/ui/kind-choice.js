import { upload as strings } from "../strings.js";
import { h } from "./dom.js";

/**
 * Asks what kind of recording a video is.
 *
 * @param {string} id unique on the page
 * @param {"live"|"recorded"} chosen
 * @param {(kind: "live"|"recorded") => void} onChoice
 * @returns {HTMLFieldSetElement} disable it to lock the choice
 */
export function kindChoice(id, chosen, onChoice) {
  const option = (value, label, hint) => {
    const input = h("input", {
      type: "radio",
      name: `kind-${id}`,
      value,
      checked: value === chosen,
      data: { testid: `video-type-${value}` },
      on: { change: () => onChoice(value) },
    });
    return h("label", { title: hint }, input, h("span", {}, label));
  };
  return h(
    "fieldset",
    { class: "segmented" },
    h("legend", { class: "visually-hidden" }, strings.kind),
    option("live", strings.live, strings.liveHint),
    option("recorded", strings.recorded, strings.recordedHint),
  );
}
