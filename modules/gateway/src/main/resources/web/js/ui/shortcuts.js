import { shortcuts as strings } from "../strings.js";
import { h } from "./dom.js";
import { modal } from "./feedback.js";

/** Shows which keys do what. */
export function showShortcuts() {
  if (document.querySelector("dialog[open]")) return;
  const rows = (entries) =>
    entries.map(([keys, text]) =>
      h(
        "div",
        { class: "shortcut" },
        h("dt", {}, text),
        h("dd", {}, ...keys.map((key) => h("kbd", {}, key))),
      ),
    );
  const groups = strings.groups.map(([name, entries]) =>
    h("section", {}, h("h3", {}, name), h("dl", {}, ...rows(entries))),
  );
  modal(strings.title, h("div", { class: "shortcuts", data: { testid: "shortcuts" } }, ...groups));
}

/**
 * Calls the action of a pressed key, unless the user is typing, choosing, or holds a modifier.
 *
 * @param {Record<string, (event: KeyboardEvent) => void>} actions by `event.key`, letters in lower
 *     case
 * @param {AbortSignal} signal ends it
 */
export function onKeys(actions, signal) {
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]") || isTaken(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!Object.hasOwn(actions, key)) return;
      event.preventDefault();
      actions[key](event);
    },
    { signal },
  );
}

/** Whether the focused element has a use of its own for the key. */
function isTaken({ key, target }) {
  if (target.closest("input:not([type=radio]), textarea, select")) return true;
  if (key === " " && target.closest("button, a, summary")) return true;
  return (
    key.startsWith("Arrow") && target.closest("[role=slider], [role=tablist], [role=menu], input")
  );
}
