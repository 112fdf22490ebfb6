import { countUpTo } from "../ui/sorted.js";

const PAUSE_SECONDS = 0.15;
const REACH_PIXELS = 7;

/** Where a boundary wants to be: in the pauses between words, and at the playhead. */
export class Snap {
  #pauses = [];

  /** @param {{start: number, end: number}[]} words in order of time */
  set words(words) {
    this.#pauses = [];
    for (let i = 1; i < words.length; i++) {
      const from = words[i - 1].end;
      const to = words[i].start;
      if (to - from >= PAUSE_SECONDS) this.#pauses.push((from + to) / 2);
    }
  }

  /**
   * @param {number} time seconds
   * @param {number} secondsPerPixel on the screen now
   * @param {number[]} more places, such as the playhead's
   * @returns {number} the nearest place within reach, else `time`
   */
  near(time, secondsPerPixel, more = []) {
    const at = countUpTo(this.#pauses, time, (pause) => pause);
    const places = [...this.#pauses.slice(Math.max(0, at - 1), at + 1), ...more];
    let best = time;
    let distance = REACH_PIXELS * secondsPerPixel;
    for (const place of places) {
      if (Math.abs(place - time) >= distance) continue;
      best = place;
      distance = Math.abs(place - time);
    }
    return best;
  }
}
