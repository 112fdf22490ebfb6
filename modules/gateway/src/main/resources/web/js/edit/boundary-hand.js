import { editor as strings } from "../strings.js";
import { h } from "../ui/dom.js";
import { preciseClock } from "../ui/format.js";
import { laneOf } from "../result/timeline.js";
import { moveEdge, segmentAt } from "./segments.js";

const REACH_PIXELS = { mouse: 6, pen: 10, touch: 18 };
const NUDGE = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const NUDGE_SECONDS = 0.1;
const STRIDE_SECONDS = 1;
const LEAP_SECONDS = 5;

/**
 * Moves boundaries on the timeline: by pointer, wherever one is; by keyboard, the two of the
 * selected segment.
 */
export class BoundaryHand {
  #timeline;
  #player;
  #draft;
  #snap;
  #dragging = false;
  /** Counts drags and visits of the handles: the moves of one of them are undone in one step. */
  #series = 0;

  /**
   * @param {import("../result/timeline.js").Timeline} timeline
   * @param {import("../result/player.js").Player} player
   * @param {import("./draft.js").Draft} draft
   * @param {import("./snap.js").Snap} snap
   */
  constructor(timeline, player, draft, snap) {
    this.#timeline = timeline;
    this.#player = player;
    this.#draft = draft;
    this.#snap = snap;
    this.handles = [this.#handle("start"), this.#handle("end")];
    this.element = h("div", { class: "timeline-handles" }, ...this.handles);
    this.update();
  }

  /** Takes a press on the timeline; beside the boundaries it selects and lets the playhead move. */
  press(event) {
    const grip = this.#gripAt(event);
    if (grip) {
      this.#drag(event, grip);
      return true;
    }
    const lane = laneOf(event);
    const under =
      lane && segmentAt(this.#draft.segments, this.#timeline.timeAt(event.clientX), lane);
    if (under) this.#draft.select(under.id);
    return false;
  }

  /** Shows whether there is a boundary to grip. */
  hover(event) {
    if (this.#dragging) return true;
    const near = event.buttons === 0 && this.#gripAt(event) !== null;
    this.#timeline.track.classList.toggle("is-near-boundary", near);
    return false;
  }

  /** Shows the selected segment's boundaries. */
  update() {
    const { selected } = this.#draft;
    this.element.hidden = !selected;
    if (!selected) return;
    const { duration } = this.#player;
    for (const handle of this.handles) {
      const { edge } = handle.dataset;
      const at = selected[edge];
      handle.style.setProperty("--at", at / duration);
      handle.setAttribute("aria-label", strings.boundary[edge](selected.title));
      handle.setAttribute("aria-valuemax", Math.floor(duration));
      handle.setAttribute("aria-valuenow", at.toFixed(2));
      handle.setAttribute("aria-valuetext", preciseClock(at));
    }
  }

  #handle(edge) {
    return h("div", {
      class: `timeline-handle at-${edge}`,
      role: "slider",
      tabindex: "0",
      "aria-valuemin": "0",
      data: { edge, testid: `handle-${edge}` },
      on: {
        pointerdown: (event) => {
          if (event.button === 0) this.#drag(event, { id: this.#draft.selectedId, edge });
        },
        keydown: (event) => this.#nudge(event, edge),
        focus: () => this.#series++,
      },
    });
  }

  /** The boundary under the pointer; the selected segment's before its neighbours'. */
  #gripAt(event) {
    const lane = laneOf(event);
    if (!lane) return null;
    const time = this.#timeline.timeAt(event.clientX);
    let best = null;
    let distance = REACH_PIXELS[event.pointerType] ?? REACH_PIXELS.mouse;
    for (const { id, kind, start, end } of this.#draft.segments) {
      if (kind !== lane) continue;
      // Of two in one place, the one on the pointer's side.
      for (const [edge, at, isOwn] of [
        ["start", start, time >= start],
        ["end", end, time < end],
      ]) {
        const preferred = id === this.#draft.selectedId ? 1 : isOwn ? 0.5 : 0;
        const far = Math.abs(time - at) / this.#timeline.secondsPerPixel - preferred;
        if (far >= distance) continue;
        best = { id, edge };
        distance = far;
      }
    }
    return best;
  }

  #drag(event, { id, edge }) {
    event.preventDefault();
    const { target, pointerId } = event;
    const stop = new AbortController();
    const { signal } = stop;
    const group = `drag-${++this.#series}`;
    const before = this.#draft.segments;
    this.#draft.select(id);
    this.handles.find((handle) => handle.dataset.edge === edge).focus({ preventScroll: true });
    target.setPointerCapture(pointerId);
    this.#dragging = true;
    this.#player.pause();
    const move = (moved) => {
      this.#keepInSight(moved.clientX);
      const time = this.#timeline.timeAt(moved.clientX);
      const to = moved.altKey
        ? time
        : this.#snap.near(time, this.#timeline.secondsPerPixel, this.#otherBoundaries(id));
      this.#move(id, edge, to, { apart: moved.shiftKey, group });
      this.#timeline.tell(moved.clientX, preciseClock(this.#draft.selected[edge]));
    };
    const end = () => {
      stop.abort();
      this.#dragging = false;
    };
    target.addEventListener("pointermove", move, { signal });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
      target.addEventListener(type, end, { signal });
    document.addEventListener(
      "keydown",
      (pressed) => {
        if (pressed.key !== "Escape") return;
        pressed.preventDefault();
        end();
        if (this.#draft.segments !== before) this.#draft.undo();
      },
      { signal, capture: true },
    );
  }

  #nudge(event, edge) {
    const { selected } = this.#draft;
    if (!selected || event.ctrlKey || event.metaKey) return;
    const { duration } = this.#player;
    const by = event.shiftKey ? STRIDE_SECONDS : NUDGE_SECONDS;
    const targets = {
      ...Object.fromEntries(
        Object.entries(NUDGE).map(([key, direction]) => [key, selected[edge] + direction * by]),
      ),
      PageDown: selected[edge] - LEAP_SECONDS,
      PageUp: selected[edge] + LEAP_SECONDS,
      Home: 0,
      End: duration,
    };
    if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const group = `nudge-${this.#series}-${selected.id}-${edge}`;
    this.#move(selected.id, edge, targets[event.key], { apart: event.altKey, group });
    this.#timeline.reveal(this.#draft.selected[edge]);
  }

  #move(id, edge, time, { apart, group }) {
    const { duration } = this.#player;
    const moved = moveEdge(this.#draft.segments, id, edge, time, { duration, apart });
    this.#draft.apply(moved, { group });
    this.#player.scrub(this.#draft.selected[edge]);
  }

  #otherBoundaries(id) {
    return this.#draft.segments
      .filter((segment) => segment.id !== id)
      .flatMap(({ start, end }) => [start, end]);
  }

  #keepInSight(clientX) {
    const { left, right } = this.#timeline.scroller.getBoundingClientRect();
    const beyond = Math.min(0, clientX - left) + Math.max(0, clientX - right);
    this.#timeline.scroller.scrollLeft += beyond;
  }
}
