import { h } from "../ui/dom.js";

const BAR_PIXELS = 2;
const GAP_PIXELS = 1;
/** So that silence is a line, not a hole. */
const LEAST = 0.02;

/**
 * @typedef {object} Loudness
 * @property {ArrayLike<number>} peaks 0 (silence) to 1, each over the same stretch of time
 * @property {number} seconds that all of them cover
 */

/** The service's waveform, as tall as there is room: quiet recordings are to be seen, too. */
export function loudnessOf({ peaks, seconds_per_peak: each }) {
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 1);
  return {
    peaks: Float32Array.from(peaks, (peak) => peak / loudest),
    seconds: peaks.length * each,
  };
}

/** Loudness without a sound to measure: in which part of each moment words are spoken. */
export function loudnessOfWords(words, duration) {
  const count = Math.max(1, Math.min(20_000, Math.ceil(duration * 4)));
  const width = duration / count;
  const peaks = new Float32Array(count);
  for (const { start, end } of words) {
    const last = Math.min(count - 1, Math.floor(end / width));
    for (let i = Math.max(0, Math.floor(start / width)); i <= last; i++) {
      const spoken = Math.min(end, (i + 1) * width) - Math.max(start, i * width);
      peaks[i] = Math.min(0.8, peaks[i] + Math.max(0, spoken / width) * 0.8);
    }
  }
  return { peaks, seconds: duration };
}

/** Draws the part of the sound that is in sight, in the colours of the segments. */
export class Waveform {
  #loudness = null;
  #context;

  constructor() {
    this.element = h("canvas", { class: "waveform", "aria-hidden": "true" });
    this.#context = this.element.getContext("2d");
  }

  /** @param {Loudness} loudness */
  set loudness(loudness) {
    this.#loudness = loudness;
  }

  /**
   * @param {number} from seconds at the left edge
   * @param {number} to seconds at the right edge
   * @param {{start: number, end: number, colour: string}[]} stretches in order of time
   * @param {string} between the colour of what is in no stretch
   */
  draw(from, to, stretches, between) {
    const { clientWidth: width, clientHeight: height } = this.element;
    const scale = globalThis.devicePixelRatio || 1;
    const context = this.#context;
    this.element.width = Math.round(width * scale);
    this.element.height = Math.round(height * scale);
    if (!this.#loudness || width === 0 || to <= from) return;
    context.scale(scale, scale);
    const { peaks, seconds } = this.#loudness;
    const step = BAR_PIXELS + GAP_PIXELS;
    // Bars belong to times, not to pixels: scrolling must not make them flicker.
    const secondsPerBar = ((to - from) / width) * step;
    const first = Math.floor(from / secondsPerBar);
    const last = Math.ceil(Math.min(to, seconds) / secondsPerBar);
    let at = 0;
    for (let bar = first; bar < last; bar++) {
      const start = bar * secondsPerBar;
      const middle = start + secondsPerBar / 2;
      while (at < stretches.length && stretches[at].end <= middle) at++;
      const stretch = stretches[at];
      context.fillStyle = stretch && stretch.start <= middle ? stretch.colour : between;
      const loud = loudest(peaks, (start / seconds) * peaks.length, secondsPerBar / seconds);
      const size = Math.max(LEAST, loud) * height;
      const x = ((start - from) / (to - from)) * width;
      context.fillRect(x, (height - size) / 2, BAR_PIXELS, size);
    }
  }
}

function loudest(peaks, index, share) {
  const from = Math.max(0, Math.floor(index));
  const to = Math.min(peaks.length, Math.max(from + 1, Math.ceil(index + share * peaks.length)));
  let most = 0;
  for (let i = from; i < to; i++) if (peaks[i] > most) most = peaks[i];
  return most;
}
