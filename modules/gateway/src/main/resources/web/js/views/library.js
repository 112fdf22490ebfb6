import { listJobs } from "../api.js";
import { app, library as strings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { blankSlate } from "../ui/feedback.js";
import { icon } from "../ui/icons.js";
import { onKeys } from "../ui/shortcuts.js";
import { JobList } from "./job-list.js";

const PAGE = 20;
const LONGEST_NAME = 200;
const TYPING_MS = 200;

/** Every job there is, newest first. */
export function mount(root, { signal }) {
  const list = new JobList(signal);
  const count = h("span", { class: "facts", role: "status" });
  const more = h(
    "button",
    { class: "button", hidden: true, data: { testid: "more" } },
    strings.more,
  );
  const none = h("p", { class: "card empty-row", hidden: true, data: { testid: "no-match" } });
  const search = h("input", {
    type: "search",
    class: "input",
    id: "library-search",
    maxlength: LONGEST_NAME,
    placeholder: strings.search,
    "aria-label": strings.search,
    data: { testid: "library-search" },
  });
  let jobs = [];
  let next;
  let name = "";
  let asked = new AbortController();
  let typing = 0;

  function render() {
    list.show(jobs);
    setText(count, strings.count(jobs.length, next !== undefined));
    more.hidden = next === undefined;
    none.hidden = jobs.length > 0;
    setText(none, strings.noMatch(name));
  }

  /** A page more; while a name is looked for, as many as it takes to fill one. */
  async function load() {
    const enough = jobs.length + PAGE;
    const stop = asked.signal;
    more.disabled = true;
    try {
      do {
        const page = await listJobs({ name, cursor: next, limit: PAGE, signal: stop });
        jobs = [...jobs, ...page.jobs];
        next = page.next;
      } while (name && next !== undefined && jobs.length < enough);
    } finally {
      if (!stop.aborted) more.disabled = false;
    }
    if (jobs.length === 0 && !name) fill(root, emptySlate());
    else render();
  }

  async function lookFor() {
    if (search.value.trim() === name) return;
    name = search.value.trim();
    asked.abort();
    asked = new AbortController();
    jobs = [];
    next = undefined;
    await load();
  }

  const guarded = (action) => () =>
    action().catch((error) => {
      if (signal.aborted || error.name === "AbortError") return;
      fill(
        root,
        troubleSlate(error, () => mount(root, { signal })),
      );
    });

  signal.addEventListener("abort", () => asked.abort());
  more.addEventListener("click", guarded(load));
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(guarded(lookFor), TYPING_MS);
  });
  onKeys({ "/": () => search.focus() }, signal);
  fill(
    root,
    h(
      "header",
      { class: "page-header" },
      h("h1", { tabindex: "-1" }, strings.title),
      count,
      h("div", { class: "search-box" }, icon("search"), search),
    ),
    list.element,
    none,
    h("div", { class: "more" }, more),
  );
  list.showPlaceholders(8);
  guarded(load)();
}

function emptySlate() {
  return blankSlate({
    symbol: "film",
    title: strings.empty,
    text: strings.emptyText,
    actions: [h("a", { class: "button primary", href: "#/" }, app.toHome)],
    testid: "library-empty",
  });
}

function troubleSlate(error, again) {
  return blankSlate({
    symbol: "alert",
    title: error.code === "network" ? app.awayTitle : error.message,
    text: error.code === "network" ? app.awayText : null,
    actions: [h("button", { class: "button", on: { click: again } }, app.tryAgain)],
    testid: "library-trouble",
  });
}
