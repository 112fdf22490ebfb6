import { app, job as strings } from "../strings.js";
import { JobFeed } from "../job/job-feed.js";
import { fill, h } from "../ui/dom.js";
import { announce, blankSlate, toast } from "../ui/feedback.js";
import { nameOf, percent } from "../ui/format.js";
import { notify } from "../ui/notify.js";
import { failurePanel } from "../job/failure-panel.js";
import { JobHeader } from "../job/job-header.js";
import { ProgressPanel } from "../job/progress-panel.js";
import { ResultPanel } from "../result/result-panel.js";

const LATEST_LOOK_MS = 200;

/** One video: its progress, then its result or what went wrong. */
export function mount(root, { params: [key], query, signal }) {
  const feed = new JobFeed(key);
  const header = new JobHeader(feed);
  const body = h("div", { class: "job-body" }, skeleton());
  fill(root, header.element, body);

  let panel = null;
  let panelKind = null;
  let wasLost = false;
  let wasOver = null;
  let ended = false;

  const show = (kind, make) => {
    if (kind === panelKind) return;
    const watched = panel?.watched;
    panel?.close?.();
    panelKind = kind;
    panel = make(watched);
    fill(body, panel.element);
  };

  function render() {
    if (!feed.snapshot) {
      if (feed.connection === "reconnecting")
        show("unreachable", () => ({ element: unreachable() }));
      return;
    }
    const { state } = feed;
    const kind = panelFor(feed);
    if (kind === "failure")
      show(`failure-${state.generation}`, () => ({ element: failurePanel(feed) }));
    else if (kind === "result")
      show(`result-${state.generation}`, (watched) => new ResultPanel(feed, query, watched));
    else show("progress", () => new ProgressPanel(feed));
    panel?.update?.();
    header.update();
    tellConnection();
    tellEnd();
    document.title = app.titled(pageTitle(feed, ended));
  }

  function tellConnection() {
    const lost = feed.connection === "reconnecting";
    if (wasLost && feed.connection === "live") toast(strings.reconnected);
    if (lost || feed.connection === "live") wasLost = lost;
  }

  function tellEnd() {
    const { state } = feed;
    if (state.run === 0 && state.message === "") return;
    if (wasOver === false && state.isOver) {
      ended = true;
      const name = nameOf(feed.snapshot.s3_url);
      const good = state.status === "completed";
      announce(good ? strings.announceDone : strings.announceFailed);
      notify(good ? strings.notifyReady(name) : strings.notifyFailed(name));
    }
    if (!state.isOver) ended = false;
    wasOver = state.isOver;
  }

  // Updates may come many at once, as at a replay: one look per frame is enough. Frames stand still
  // once the page is hidden, but its title and its notification must come.
  let due = 0;
  const look = () => {
    clearTimeout(due);
    due = 0;
    if (!signal.aborted) render();
  };
  feed.addEventListener("change", () => {
    if (due) return;
    due = setTimeout(look, LATEST_LOOK_MS);
    requestAnimationFrame(() => due && look());
  });
  feed.addEventListener("error", (event) => fill(root, problem(event.detail)));
  signal.addEventListener("abort", () => {
    feed.close();
    panel?.close?.();
  });
  feed.open();
}

function panelFor({ state, snapshot, result }) {
  const heard = state.message !== "";
  const status = heard ? state.status : snapshot.status;
  if (status === "failed") return heard ? "failure" : "progress";
  return status === "completed" && result ? "result" : "progress";
}

/** @param {boolean} ended whether it ended while the page was watching */
function pageTitle({ state, snapshot }, ended) {
  const name = nameOf(snapshot.s3_url);
  if (state.status === "running") return strings.titlePercent(percent(state.progress / 100), name);
  return ended ? strings.titleEnded(state.status, name) : name;
}

/** The outline of what comes, so that nothing jumps when it is here. */
function skeleton() {
  const block = (name) => h("div", { class: `card skeleton-${name}` });
  return h(
    "div",
    { class: "skeleton", "aria-hidden": "true", data: { testid: "skeleton" } },
    block("main"),
    block("side"),
  );
}

function unreachable() {
  return blankSlate({ symbol: "retry", title: app.unreachable, testid: "unreachable" });
}

function problem(error) {
  const missing = error.status === 404 || error.status === 400;
  return blankSlate({
    symbol: "info",
    title: missing ? strings.notFoundTitle : error.message,
    text: missing ? strings.notFoundText : null,
    actions: [h("a", { class: "button primary", href: "#/" }, app.toHome)],
    testid: "job-missing",
  });
}
