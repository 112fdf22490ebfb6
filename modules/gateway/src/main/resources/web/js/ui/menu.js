import { h } from "./dom.js";

/** A button that opens a panel; a press elsewhere or Escape closes it. */
export function menu(label, panel, testid) {
  const element = h(
    "details",
    { class: "menu", data: { testid } },
    h("summary", { class: "button primary" }, label),
    h("div", { class: "menu-panel" }, panel),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    event.preventDefault();
    element.open = false;
    element.firstElementChild.focus();
  });
  element.addEventListener("toggle", () => {
    if (element.open) closeOnPressElsewhere(element);
  });
  return element;
}

function closeOnPressElsewhere(element) {
  const closed = new AbortController();
  const onPress = (event) => {
    if (!element.contains(event.target)) element.open = false;
    if (!element.open) closed.abort();
  };
  document.addEventListener("pointerdown", onPress, { signal: closed.signal });
}
