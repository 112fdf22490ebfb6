/**
 * Shows the WebVTT captions of the whole video, also over a clip of it. Cues are added by script: a
 * `<track>` would not follow the service's link to the store.
 */
export class Captions {
  #track;
  #cues;
  #offset = 0;

  /**
   * @param {HTMLVideoElement} video
   * @param {string} vtt the document
   * @param {string} language BCP 47
   */
  constructor(video, vtt, language) {
    this.#track = video.addTextTrack("captions", "", language);
    this.#track.mode = "hidden";
    this.#cues = parse(vtt);
    this.#fill();
  }

  get shown() {
    return this.#track.mode === "showing";
  }

  set shown(on) {
    this.#track.mode = on ? "showing" : "hidden";
  }

  /** @param {number} seconds where in the whole video that what plays begins */
  set offset(seconds) {
    if (seconds === this.#offset) return;
    this.#offset = seconds;
    this.#fill();
  }

  #fill() {
    for (const cue of [...(this.#track.cues ?? [])]) this.#track.removeCue(cue);
    for (const { start, end, text } of this.#cues) {
      if (end <= this.#offset) continue;
      this.#track.addCue(new VTTCue(Math.max(0, start - this.#offset), end - this.#offset, text));
    }
  }
}

const TIMES = /^((?:\d+:)?\d\d:\d\d\.\d{3})\s+-->\s+((?:\d+:)?\d\d:\d\d\.\d{3})/;

/** Cues of a WebVTT document; the text keeps WebVTT's escapes, which VTTCue expects. */
export function parse(vtt) {
  const cues = [];
  for (const block of vtt.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) continue;
    const [, start, end] = TIMES.exec(lines[at]);
    cues.push({ start: seconds(start), end: seconds(end), text: lines.slice(at + 1).join("\n") });
  }
  return cues;
}

function seconds(timestamp) {
  return timestamp.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}
