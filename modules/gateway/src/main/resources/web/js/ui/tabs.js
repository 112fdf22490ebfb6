import { h, setAttribute } from "./dom.js";

/** Tabs, as the ARIA practices describe them: arrows move between them. */
export class Tabs {
  #tabs;

  /** @param {{id: string, label: string, count?: number, content: Node}[]} tabs the first is shown */
  constructor(tabs) {
    this.#tabs = tabs.map(({ id, label, count, content }) => ({
      id,
      button: h(
        "button",
        {
          class: "tab",
          role: "tab",
          id: `tab-${id}`,
          "aria-controls": `panel-${id}`,
          data: { testid: `tab-${id}` },
          on: { click: () => this.select(id) },
        },
        label,
        count > 0 && h("span", { class: "count" }, count),
      ),
      panel: h(
        "div",
        {
          class: "tab-panel side-scroller",
          role: "tabpanel",
          id: `panel-${id}`,
          "aria-labelledby": `tab-${id}`,
          tabindex: "0",
        },
        content,
      ),
    }));
    this.element = h(
      "div",
      { class: "tabs" },
      h(
        "div",
        { class: "tab-bar", role: "tablist", on: { keydown: (event) => this.#key(event) } },
        ...this.#tabs.map(({ button }) => button),
      ),
      ...this.#tabs.map(({ panel }) => panel),
    );
    this.select(tabs[0].id);
  }

  select(id) {
    for (const tab of this.#tabs) {
      const selected = tab.id === id;
      tab.button.setAttribute("aria-selected", String(selected));
      setAttribute(tab.button, "tabindex", selected ? null : "-1");
      tab.panel.hidden = !selected;
    }
  }

  #key(event) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const n = this.#tabs.length;
    const at = this.#tabs.findIndex(({ button }) => button === document.activeElement);
    const next = this.#tabs[(at + direction + n) % n];
    this.select(next.id);
    next.button.focus();
  }
}
