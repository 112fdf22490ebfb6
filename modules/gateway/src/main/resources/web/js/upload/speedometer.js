const WINDOW_MS = 5_000;

/** Bytes per second over the last few seconds. */
export class Speedometer {
  #samples = [];

  /** Forgets everything: after a pause the past says nothing. */
  reset() {
    this.#samples = [];
  }

  /** @param {number} sent bytes sent so far */
  add(sent, now = performance.now()) {
    this.#samples.push({ sent, now });
    while (this.#samples.length > 2 && now - this.#samples[0].now > WINDOW_MS)
      this.#samples.shift();
  }

  /** @returns {number} 0 while unknown */
  get rate() {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const seconds = first ? (last.now - first.now) / 1000 : 0;
    return seconds < 0.3 ? 0 : Math.max(0, (last.sent - first.sent) / seconds);
  }
}
