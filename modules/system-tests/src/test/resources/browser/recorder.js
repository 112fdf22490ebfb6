// Runs before the page's own scripts, and keeps what comes and goes too fast to be polled for.
window.recorded = { events: [], shown: [], errors: [] };

window.EventSource = class extends EventSource {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data }) => recorded.events.push(data));
  }
};

for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, ({ message, reason }) => recorded.errors.push(String(message ?? reason)));
}

new MutationObserver((mutations) => {
  for (const { target, addedNodes } of mutations) {
    for (const element of [target, ...addedNodes]) {
      if (element.nodeType !== Node.ELEMENT_NODE) continue;
      for (const part of [element, ...element.querySelectorAll("[data-testid]")]) {
        const { testid, state } = part.dataset;
        if (!testid || part.closest("[hidden]")) continue;
        const what = state ? `${testid} ${state}` : testid;
        if (!recorded.shown.includes(what)) recorded.shown.push(what);
      }
    }
  }
}).observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["data-state", "hidden"],
});
