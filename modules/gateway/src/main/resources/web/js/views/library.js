import { listJobs } from "../api.js";
import { app, library as strings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { blankSlate } from "../ui/feedback.js";
import { nameOf } from "../ui/format.js";
import { icon } from "../ui/icons.js";
import { onKeys } from "../ui/shortcuts.js";
import { JobList } from "./job-list.js";

const PAGE = 20;
const PAGE_IN_SEARCH = 100;

/** Every job there is, newest first. */
export function mount(root, { signal }) {
  const list = new JobList(signal);
  const count = h("span", { class: "facts", role: "status" });
  const more = h(
    "button",
    { class: "button", hidden: true, data: { testid: "more" } },
    strings.more,
  );
  const none = h("p", { class: "empty-row", hidden: true });
  const search = h("input", {
    type: "search",
    class: "input",
    id: "library-search",
    placeholder: strings.search,
    "aria-label": strings.search,
    data: { testid: "library-search" },
  });
  let jobs = [];
  let next;
  let loading = false;

  const matching = () => {
    const query = search.value.trim().toLowerCase();
    return query ? jobs.filter((job) => nameOf(job.s3_url).toLowerCase().includes(query)) : jobs;
  };

  function render() {
    const found = matching();
    list.show(found);
    setText(count, strings.count(found.length, next !== undefined));
    more.hidden = next === undefined;
    none.hidden = found.length > 0 || loading || jobs.length === 0;
    setText(none, strings.noMatch(search.value.trim()));
  }

  async function load(limit = PAGE) {
    loading = true;
    more.disabled = true;
    try {
      const page = await listJobs({ cursor: next, limit, signal });
      jobs = [...jobs, ...page.jobs];
      next = page.next;
      if (jobs.length === 0) fill(root, emptySlate());
    } finally {
      loading = false;
      more.disabled = false;
    }
    render();
  }

  /** A search that finds little looks further back, a page at a time. */
  async function searchFurther() {
    const query = search.value;
    render();
    while (
      query &&
      query === search.value &&
      next !== undefined &&
      !loading &&
      matching().length < PAGE
    ) {
      await load(PAGE_IN_SEARCH);
    }
  }

  const guarded = (action) => () =>
    action().catch((error) => {
      if (!signal.aborted)
        fill(
          root,
          troubleSlate(error, () => mount(root, { signal })),
        );
    });

  more.addEventListener("click", guarded(load));
  search.addEventListener("input", guarded(searchFurther));
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
    title: error.message,
    actions: [h("button", { class: "button", on: { click: again } }, app.tryAgain)],
    testid: "library-trouble",
  });
}
