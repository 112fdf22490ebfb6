import { opened } from "../api.js";

/**
 * Plays the whole video or one clip of it. Times are always those of the whole video, so that the
 * timeline and the transcript need not know which of the two is playing.
 *
 * Dispatches `time`, `state` (playing, paused, muted, speed), `media` (another thing is played) and
 * `unplayable`.
 */
export class Player extends EventTarget {
  static SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

  /** @type {import("./clips.js").Clip|null} null while the whole video is played */
  clip = null;
  /** Seconds; perhaps an estimate until the whole video is known. */
  duration;
  /** False once the browser has refused the whole video. */
  wholePlays = true;
  #video;
  #sourceUrl;
  #startAt = 0;
  #scrubTo = null;
  #isEstimate;

  /**
   * @param {HTMLVideoElement} video
   * @param {string} sourceUrl of the whole video
   * @param {number} duration of it in seconds
   * @param {boolean} isEstimate whether the browser knows the duration better
   */
  constructor(video, sourceUrl, duration, isEstimate) {
    super();
    this.#video = video;
    this.#sourceUrl = sourceUrl;
    this.duration = duration;
    this.#isEstimate = isEstimate;
    const tell = (type) => () => this.dispatchEvent(new Event(type));
    for (const type of ["timeupdate", "seeking", "seeked"])
      video.addEventListener(type, tell("time"));
    for (const type of ["play", "pause", "ended", "volumechange", "ratechange"]) {
      video.addEventListener(type, tell("state"));
    }
    video.addEventListener("seeked", () => this.#scrubOn());
    video.addEventListener("loadedmetadata", () => this.#loaded());
    video.addEventListener("error", () => this.#refused());
    this.#load(sourceUrl);
  }

  get time() {
    // Before the metadata is here the element knows only 0.
    const own = this.#video.readyState > 0 ? this.#video.currentTime : this.#startAt;
    return own + (this.clip?.start ?? 0);
  }

  get paused() {
    return this.#video.paused;
  }

  get muted() {
    return this.#video.muted;
  }

  get speed() {
    return this.#video.playbackRate;
  }

  set speed(speed) {
    this.#video.defaultPlaybackRate = speed; // Survives a change of media.
    this.#video.playbackRate = speed;
  }

  playWhole() {
    this.showWhole();
    this.#play();
  }

  /** Loads the whole video, where a clip of it was, without playing it. */
  showWhole() {
    if (!this.clip || !this.wholePlays) return;
    const at = this.time;
    this.clip = null;
    this.#startAt = at;
    this.#load(this.#sourceUrl);
  }

  /** @param {import("./clips.js").Clip} clip */
  playClip(clip) {
    this.show(clip);
    this.#play();
  }

  /** Loads a clip without playing it. */
  show(clip) {
    if (this.clip === clip) return this.seek(clip.start);
    this.clip = clip;
    this.#startAt = 0;
    this.#load(clip.url);
  }

  /** Goes to a time of the whole video; leaves the clip when the time is outside. */
  seek(time) {
    const to = Math.min(Math.max(0, time), this.duration);
    if (this.clip && (to < this.clip.start || to >= this.clip.end)) {
      if (!this.wholePlays) return;
      const played = !this.paused;
      this.clip = null;
      this.#startAt = to;
      this.#load(this.#sourceUrl);
      if (played) this.#play();
    } else if (this.#video.readyState > 0) {
      this.#video.currentTime = to - (this.clip?.start ?? 0);
    } else {
      this.#startAt = to - (this.clip?.start ?? 0);
    }
    this.dispatchEvent(new Event("time"));
  }

  /** Goes to many times in a row: as many as the browser can show, and surely the last. */
  scrub(time) {
    if (this.#video.seeking) this.#scrubTo = time;
    else this.seek(time);
  }

  toggle() {
    if (this.paused) this.#play();
    else this.pause();
  }

  pause() {
    this.#video.pause();
  }

  toggleMuted() {
    this.#video.muted = !this.#video.muted;
  }

  /** @param {1|-1} direction */
  stepSpeed(direction) {
    const at = Player.SPEEDS.indexOf(this.speed) + direction;
    this.speed = Player.SPEEDS[Math.min(Math.max(0, at), Player.SPEEDS.length - 1)];
  }

  /** Lets go of the network. */
  close() {
    this.pause();
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  #scrubOn() {
    const to = this.#scrubTo;
    this.#scrubTo = null;
    if (to !== null) this.seek(to);
  }

  #play() {
    this.#video.play().catch(() => {}); // Refused autoplay or a change of media: the button stays.
  }

  #load(url) {
    this.#video.src = opened(url);
    this.dispatchEvent(new Event("media"));
  }

  #loaded() {
    if (this.#isEstimate && !this.clip && Number.isFinite(this.#video.duration))
      this.duration = this.#video.duration;
    if (this.#startAt > 0) this.#video.currentTime = this.#startAt;
    this.dispatchEvent(new Event("time"));
  }

  #refused() {
    if (!this.clip) this.wholePlays = false;
    this.dispatchEvent(new Event("unplayable"));
  }
}
