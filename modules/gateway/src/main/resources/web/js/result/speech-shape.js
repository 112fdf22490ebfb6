import { svg } from "../ui/dom.js";

const BARS = 240;
const HEIGHT = 24;

/**
 * Draws when there is speech: each bar's height is the part of its time in which words are spoken.
 *
 * @param {{start: number, end: number}[]} words in order of time
 * @param {number} duration seconds
 * @returns {SVGElement}
 */
export function speechShape(words, duration) {
  const spoken = new Float64Array(BARS);
  const width = duration / BARS;
  for (const { start, end } of words) {
    const last = Math.min(BARS - 1, Math.floor(end / width));
    for (let bar = Math.max(0, Math.floor(start / width)); bar <= last; bar++) {
      spoken[bar] += Math.max(0, Math.min(end, (bar + 1) * width) - Math.max(start, bar * width));
    }
  }
  const path = Array.from(spoken, (seconds, bar) => {
    const half = (Math.min(1, seconds / width) * HEIGHT) / 2;
    const x = ((bar + 0.5) * 24) / BARS;
    return half < 0.4
      ? ""
      : `M${x.toFixed(3)} ${(HEIGHT / 2 - half).toFixed(2)}V${(HEIGHT / 2 + half).toFixed(2)}`;
  }).join("");
  const shape = svg([path], "speech-shape");
  shape.setAttribute("preserveAspectRatio", "none");
  return shape;
}
