import { editor as strings } from "../strings.js";
import { announce, toast } from "../ui/feedback.js";
import { preciseClock } from "../ui/format.js";
import {
  canSplit,
  change,
  following,
  merge,
  moveEdge,
  nextHue,
  ordered,
  remove,
  roomAt,
  segmentAt,
  split,
} from "./segments.js";

const KINDS = ["topic", "interaction"];

/** What buttons and keys do to the draft; each says what it did, or why it cannot. */
export class EditActions {
  #draft;
  #player;
  #timeline;

  /**
   * @param {import("./draft.js").Draft} draft
   * @param {import("../result/player.js").Player} player
   * @param {import("../result/timeline.js").Timeline} timeline
   */
  constructor(draft, player, timeline) {
    this.#draft = draft;
    this.#player = player;
    this.#timeline = timeline;
  }

  /** Selects a segment and brings the playhead there. */
  open(id) {
    this.#draft.select(id);
    const { selected } = this.#draft;
    if (!selected) return;
    const { time } = this.#player;
    if (time < selected.start || time >= selected.end) this.#player.seek(selected.start);
    this.#timeline.approach(selected);
  }

  /** @param {1|-1} direction in time, through all kinds */
  openNeighbour(direction) {
    const all = ordered(this.#draft.segments);
    const at = all.findIndex(({ id }) => id === this.#draft.selectedId);
    const next = all[at < 0 ? 0 : Math.min(Math.max(0, at + direction), all.length - 1)];
    if (next) this.open(next.id);
  }

  /** @param {import("./segments.js").Edge} edge goes to the playhead, its neighbour's with it */
  setEdge(edge) {
    const { selected, segments } = this.#draft;
    if (!selected) return toast(strings.selectFirst);
    const { time, duration } = this.#player;
    const moved = moveEdge(segments, selected.id, edge, time, { duration });
    this.#draft.apply(moved);
    announce(strings.moved[edge](preciseClock(this.#draft.selected[edge])));
  }

  setTime(id, edge, time) {
    const { duration } = this.#player;
    this.#draft.apply(moveEdge(this.#draft.segments, id, edge, time, { duration }));
    this.#player.seek(this.#draft.selected[edge]);
  }

  rename(id, title) {
    this.#draft.apply(change(this.#draft.segments, id, { title }));
  }

  setKind(id, kind) {
    this.#draft.apply(change(this.#draft.segments, id, { kind }));
  }

  split() {
    const { segments } = this.#draft;
    const { time } = this.#player;
    const target = this.#underPlayhead();
    if (!target || !canSplit(target, time)) return toast(strings.cannotSplit);
    const newId = this.#draft.newId();
    const newTitle = strings.secondPart(target.title);
    this.#draft.apply(split(segments, target.id, time, { newId, newTitle }), { select: newId });
    announce(strings.didSplit(preciseClock(time)));
  }

  merge() {
    const { selected, segments } = this.#draft;
    if (!selected) return toast(strings.selectFirst);
    const next = following(segments, selected);
    if (!next) return toast(strings.cannotMerge);
    this.#draft.apply(merge(segments, selected.id));
    announce(strings.didMerge(next.title));
  }

  remove() {
    const { selected, segments } = this.#draft;
    if (!selected) return toast(strings.selectFirst);
    const next = following(segments, selected);
    this.#draft.apply(remove(segments, selected.id), { select: next?.id ?? null });
    announce(strings.didRemove(selected.title));
  }

  add() {
    const { segments, selected } = this.#draft;
    const { time, duration } = this.#player;
    const kinds = selected?.kind === "interaction" ? [...KINDS].reverse() : KINDS;
    for (const kind of kinds) {
      const room = roomAt(segments, time, kind, duration);
      if (!room) continue;
      const id = this.#draft.newId();
      const added = { id, kind, title: strings.newTitle, hue: nextHue(segments), ...room };
      this.#draft.apply([...segments, added], { select: id });
      announce(strings.didAdd(preciseClock(time)));
      return;
    }
    toast(strings.cannotAdd);
  }

  undo() {
    this.#draft.undo();
  }

  redo() {
    this.#draft.redo();
  }

  #underPlayhead() {
    const { segments, selected } = this.#draft;
    const { time } = this.#player;
    if (selected && selected.start < time && time < selected.end) return selected;
    return segmentAt(segments, time, "topic") ?? segmentAt(segments, time, "interaction");
  }
}
