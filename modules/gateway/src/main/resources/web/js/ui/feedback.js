import { app } from "../strings.js";
import { fill, h, setText } from "./dom.js";
import { icon } from "./icons.js";

const TOAST_MS = 5_000;

/** Tells screen readers something that is visible elsewhere. */
export function announce(text) {
  setText(document.getElementById("announcer"), text);
}

/** Shows a short message for a few seconds. */
export function toast(text) {
  const element = h("div", { class: "toast", data: { testid: "toast" } }, text);
  document.getElementById("toasts").append(element);
  setTimeout(() => element.remove(), TOAST_MS);
}

/** Copies text; also where the Clipboard API is missing, as on plain HTTP. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "visually-hidden", readonly: true }, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/**
 * Asks a question in a modal dialog.
 *
 * @returns {Promise<boolean>} whether it was confirmed
 */
export function confirm({ title, text, yes, no, danger = false }) {
  return new Promise((resolve) => {
    const dialog = modal(
      title,
      h("p", {}, text),
      h(
        "form",
        { method: "dialog", class: "dialog-actions" },
        h("button", { class: "button", value: "no", autofocus: true }, no),
        h(
          "button",
          {
            class: `button ${danger ? "danger" : "primary"}`,
            value: "yes",
            data: { testid: "confirm" },
          },
          yes,
        ),
      ),
    );
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  });
}

/** Opens a modal dialog that removes itself when it closes. */
export function modal(title, ...content) {
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "dialog-title" });
  const close = h(
    "button",
    { class: "icon-button", "aria-label": app.close, on: { click: () => dialog.close() } },
    icon("cross"),
  );
  fill(
    dialog,
    h("header", { class: "dialog-header" }, h("h2", { id: "dialog-title" }, title), close),
    ...content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // The backdrop.
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A page's worth of bad or empty news. */
export function blankSlate({ symbol, title, text, actions = [], testid }) {
  return h(
    "section",
    { class: "blank-slate", data: testid ? { testid } : {} },
    icon(symbol),
    h("h1", { tabindex: "-1" }, title),
    text && h("p", {}, text),
    actions.length > 0 && h("div", { class: "actions" }, ...actions),
  );
}
