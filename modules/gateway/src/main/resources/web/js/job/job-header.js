import { cancelJob } from "../api.js";
import { app, job as strings, result as resultStrings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { confirm, toast } from "../ui/feedback.js";
import { ago, date, nameOf } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { ask, canAsk } from "../ui/notify.js";
import { downloadsMenu } from "../result/downloads.js";
import { shareLink } from "../result/share.js";
import { runAgain } from "./run-again.js";

/** The name of the video, what state it is in, and what can be done with it. */
export class JobHeader {
  #feed;
  #shape = null;

  constructor(feed) {
    this.#feed = feed;
    this.title = h("h1", { tabindex: "-1", data: { testid: "job-title" } }, app.loading);
    this.pill = h("span", { class: "pill", data: { testid: "job-status" } });
    this.kind = h("span", {});
    this.when = h("time", {});
    this.connection = h("span", { class: "connection", data: { testid: "connection" } });
    this.actions = h("div", { class: "actions" });
    this.element = h(
      "header",
      { class: "job-header" },
      h(
        "div",
        { class: "job-heading" },
        this.title,
        h("p", { class: "facts" }, this.pill, this.kind, this.when, this.connection),
      ),
      this.actions,
    );
  }

  update() {
    const { snapshot, state, connection } = this.#feed;
    const heard = state.message !== "";
    const code = heard ? state.failure?.code : snapshot.code;
    const status = code === "cancelled" ? "cancelled" : heard ? state.status : snapshot.status;
    this.element.dataset.status = status;
    setText(this.title, nameOf(snapshot.s3_url));
    setText(this.pill, strings.status[status]);
    setText(this.kind, strings.kinds[snapshot.video_type] ?? "");
    setText(this.when, strings.submitted(ago(snapshot.submitted_at)));
    this.when.title = date(snapshot.submitted_at);
    const over = status !== "pending" && status !== "running";
    this.connection.hidden = over;
    this.connection.dataset.state = connection;
    setText(this.connection, strings[connection] ?? "");
    this.#updateActions(over ? (this.#feed.result ? "ready" : status) : "active");
  }

  #updateActions(shape) {
    if (shape === this.#shape) return;
    this.#shape = shape;
    const make = { active: () => this.#activeActions(), ready: () => this.#readyActions() };
    fill(this.actions, ...(make[shape]?.() ?? []));
  }

  #activeActions() {
    const notify = h(
      "button",
      { class: "button", data: { testid: "notify-button" } },
      icon("bell"),
      strings.notify,
    );
    notify.addEventListener("click", async () => {
      if (await ask())
        notify.replaceWith(h("span", { class: "facts" }, icon("bell"), strings.notifyOn));
    });
    const cancel = h(
      "button",
      { class: "button", data: { testid: "cancel-button" }, on: { click: () => this.#cancel() } },
      strings.cancel,
    );
    return [canAsk() && notify, cancel];
  }

  #readyActions() {
    const { key, result } = this.#feed;
    const share = h(
      "button",
      { class: "button", data: { testid: "share-button" }, on: { click: () => shareLink(key) } },
      icon("link"),
      resultStrings.share,
    );
    const again = h(
      "button",
      {
        class: "icon-button",
        "aria-label": strings.again,
        title: strings.again,
        data: { testid: "again-button" },
        on: { click: () => this.#again() },
      },
      icon("retry"),
    );
    return [again, share, downloadsMenu(key, result)];
  }

  async #again() {
    const sure = await confirm({
      title: strings.againTitle,
      text: strings.againText,
      yes: strings.again,
      no: strings.againKeep,
    });
    if (sure) await runAgain(this.#feed);
  }

  async #cancel() {
    const sure = await confirm({
      title: strings.cancelTitle,
      text: strings.cancelText,
      yes: strings.cancelConfirm,
      no: strings.cancelKeep,
      danger: true,
    });
    if (!sure) return;
    try {
      await cancelJob(this.#feed.key);
    } catch (error) {
      toast(error.message);
    }
  }
}
