import { upload as strings } from "../strings.js";
import { bytes, percent } from "../ui/format.js";
import { fill, h, setText } from "../ui/dom.js";
import { announce } from "../ui/feedback.js";
import { icon } from "../ui/icons.js";
import { kindChoice } from "../ui/kind-choice.js";

/** One file's row on the home view. */
export class UploadCard {
  #upload;
  #queue;
  #state = null;
  #toolsFor = null;
  #actionFor = null;

  constructor(upload, queue) {
    this.#upload = upload;
    this.#queue = queue;
    this.bar = h(
      "div",
      {
        class: "bar",
        role: "progressbar",
        "aria-label": strings.progressLabel(upload.name),
        "aria-valuemin": "0",
        "aria-valuemax": "100",
        data: { testid: "upload-progress" },
      },
      h("div", { class: "bar-fill" }),
    );
    this.facts = h("p", { class: "upload-facts", data: { testid: "upload-facts" } });
    this.error = h("p", { class: "field-error", role: "alert" });
    this.kind = kindChoice(upload.id, upload.videoType, (kind) => queue.setVideoType(upload, kind));
    this.trim = h("input", {
      type: "checkbox",
      checked: upload.trim,
      data: { testid: "tighten" },
      on: { change: () => queue.setTrim(upload, this.trim.checked) },
    });
    this.tools = h("div", { class: "upload-tools" });
    this.actions = h("div", { class: "upload-actions" });
    this.element = h(
      "li",
      { class: "card upload-card", data: { testid: "upload-item" } },
      h(
        "div",
        { class: "upload-head" },
        h("span", { class: "upload-symbol" }, icon("film")),
        h(
          "div",
          { class: "upload-title" },
          h("strong", { title: upload.name }, upload.name),
          this.facts,
        ),
        this.tools,
      ),
      this.bar,
      this.error,
      h(
        "div",
        { class: "upload-foot" },
        this.kind,
        h(
          "label",
          { class: "upload-option", title: strings.tightenHint },
          this.trim,
          strings.tighten,
        ),
        this.actions,
      ),
    );
    this.update();
  }

  update() {
    const upload = this.#upload;
    const fraction = upload.size === 0 ? 0 : upload.sent / upload.size;
    this.element.dataset.state = upload.state;
    this.bar.setAttribute("aria-valuenow", Math.floor(fraction * 100));
    this.bar.style.setProperty("--fraction", fraction);
    setText(this.facts, this.#describe(fraction));
    setText(this.error, upload.error ?? "");
    this.error.hidden = !upload.error;
    this.trim.disabled = this.kind.disabled = ["submitting", "submitted"].includes(upload.state);
    this.#updateButtons();
  }

  #describe(fraction) {
    const upload = this.#upload;
    const so = percent(fraction);
    switch (upload.state) {
      case "waiting":
        return `${bytes(upload.size)} · ${strings.waiting}`;
      case "uploading": {
        const { rate } = upload.speed;
        const facts = [so, strings.sent(upload.sent, upload.size)];
        if (rate > 0)
          facts.push(strings.speed(rate), strings.left((upload.size - upload.sent) / rate));
        return facts.join(" · ");
      }
      case "offline":
        return `${so} · ${strings.offline}`;
      case "paused":
        return `${so} · ${strings.sent(upload.sent, upload.size)} · ${strings.paused}`;
      case "finishing":
        return strings.finishing;
      case "interrupted":
        return strings.interrupted(so);
      case "failed":
        return `${so} · ${strings.sent(upload.sent, upload.size)}`;
      case "submitted":
        return `${bytes(upload.size)} · ${strings.submitted}`;
      default:
        return `${bytes(upload.size)} · ${strings.uploaded}`;
    }
  }

  /** Buttons are made anew only when they differ: a press or the focus must not get lost. */
  #updateButtons() {
    const { state, canPause, isActive, autoProcess } = this.#upload;
    if (this.#state !== null && this.#state !== state) this.#tell();
    this.#state = state;
    const tools = [canPause, isActive, state === "paused", state === "failed"].join();
    if (tools !== this.#toolsFor) {
      this.#toolsFor = tools;
      this.#refill(this.tools, ...this.#toolButtons());
    }
    const action = [["uploaded", "submitting", "submitted"].includes(state) && state, autoProcess];
    if (action.join() !== this.#actionFor) {
      this.#actionFor = action.join();
      this.#refill(this.actions, this.#mainAction());
    }
  }

  #refill(buttons, ...anew) {
    const focused = buttons.contains(document.activeElement)
      ? document.activeElement.dataset.testid
      : null;
    fill(buttons, ...anew);
    if (focused) buttons.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  #tell() {
    const { state, name, queueKey } = this.#upload;
    if (state === "uploaded") announce(strings.announceDone(name));
    if (state === "failed") announce(strings.announceFailed(name));
    // With one video the next thing to look at is clear; with several, stay.
    const next = state === "submitted" && this.#queue.uploads.length === 1;
    if (next && this.element.isConnected) location.hash = `#/jobs/${queueKey}`;
  }

  #toolButtons() {
    const upload = this.#upload;
    const queue = this.#queue;
    const buttons = [];
    if (upload.canPause)
      buttons.push(tool("pause", strings.pause, "upload-pause", () => queue.pause(upload)));
    if (upload.state === "paused")
      buttons.push(tool("play", strings.resume, "upload-resume", () => queue.resume(upload)));
    if (upload.state === "failed")
      buttons.push(tool("retry", strings.retry, "upload-retry", () => queue.resume(upload)));
    const label = upload.isActive || upload.state === "paused" ? strings.cancel : strings.remove;
    buttons.push(tool("cross", label, "upload-cancel", () => queue.remove(upload)));
    return buttons;
  }

  #mainAction() {
    const upload = this.#upload;
    const queue = this.#queue;
    const button = (text, kind, act, props = {}) =>
      h(
        "button",
        {
          class: `button ${kind}`,
          data: { testid: "process-button" },
          on: { click: act },
          ...props,
        },
        text,
      );
    switch (upload.state) {
      case "submitted":
        return h(
          "a",
          {
            class: "button primary",
            href: `#/jobs/${upload.queueKey}`,
            data: { testid: "watch-link" },
          },
          strings.watch,
        );
      case "submitting":
        return button(strings.starting, "primary", null, { disabled: true, on: {} });
      case "uploaded":
        return button(strings.process, "primary", () => queue.process(upload));
      default:
        return upload.autoProcess
          ? button([icon("check"), strings.willProcess], "toggled", () => queue.unprocess(upload), {
              "aria-pressed": "true",
            })
          : button(strings.processAfter, "", () => queue.process(upload));
    }
  }
}

function tool(symbol, label, testid, click) {
  return h(
    "button",
    { class: "icon-button", "aria-label": label, title: label, data: { testid }, on: { click } },
    icon(symbol),
  );
}
