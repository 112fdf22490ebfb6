// Runs before the page's own scripts, and keeps what comes and goes too fast to be polled for.
window.recorded = { events: [], shown: [], errors: [], layoutShift: 0, firstPaint: null };

window.EventSource = class extends EventSource {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data }) => recorded.events.push(data));
  }
};

for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, ({ message, reason }) => recorded.errors.push(String(message ?? reason)));
}

// What the policy forbids does not happen, but nobody should have asked for it.
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
  recorded.errors.push(`policy: ${effectiveDirective} ${blockedURI} ${sourceFile}`),
);

for (const type of ["layout-shift", "paint"]) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (type === "layout-shift" && !entry.hadRecentInput) recorded.layoutShift += entry.value;
      if (entry.name === "first-contentful-paint") recorded.firstPaint = entry.startTime;
    }
  }).observe({ type, buffered: true });
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
