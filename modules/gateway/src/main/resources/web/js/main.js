/** Starts the page: the frame around the views, and the way between them. */

import { mountCredentials } from "./credentials.js";
import { app, cluster, library } from "./strings.js";
import { blankSlate } from "./ui/feedback.js";
import { fill, h } from "./ui/dom.js";
import { mountNotice } from "./views/notice.js";
import { mountStatus } from "./views/site-status.js";
import { onKeys, showShortcuts } from "./ui/shortcuts.js";
import { UploadQueue } from "./upload/upload-queue.js";

/** Each view: `mount(root, { params, query, signal, uploads })`. */
const ROUTES = [
  { path: /^\/$/, name: "home", title: "", load: () => import("./views/home.js") },
  {
    path: /^\/jobs\/([0-9a-f]{32})$/,
    name: "job",
    title: app.loading,
    load: () => import("./views/job.js"),
  },
  {
    path: /^\/library$/,
    name: "library",
    title: library.title,
    load: () => import("./views/library.js"),
  },
  {
    path: /^\/cluster$/,
    name: "cluster",
    title: cluster.title,
    load: () => import("./views/cluster.js"),
  },
];
const NAVIGATION = [
  ["home", "#/"],
  ["library", "#/library"],
  ["cluster", "#/cluster"],
];

const main = document.getElementById("main");
const uploads = new UploadQueue();
let leave = new AbortController();
let shown = null;

async function show() {
  const [path, query = ""] = (location.hash.slice(1) || "/").split("?");
  const first = shown === null;
  if (path === shown) return;
  shown = path;
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const route = ROUTES.find((candidate) => candidate.path.test(path));
  document.title = route?.title ? app.titled(route.title) : app.name;
  markCurrent(route?.name);
  if (!route) {
    fill(main, notFound());
    return;
  }
  const view = await route.load();
  if (signal.aborted) return;
  main.className = `view-${route.name}`;
  fill(main);
  view.mount(main, {
    params: route.path.exec(path).slice(1),
    query: new URLSearchParams(query),
    signal,
    uploads,
  });
  if (first) return;
  scrollTo(0, 0);
  (main.querySelector("h1") ?? main).focus({ preventScroll: true });
}

function markCurrent(name) {
  for (const link of document.querySelectorAll("#site-nav a")) {
    if (link.dataset.route === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function notFound() {
  return blankSlate({
    symbol: "info",
    title: app.notFoundTitle,
    text: app.notFoundText,
    actions: [h("a", { class: "button primary", href: "#/" }, app.toHome)],
    testid: "not-found",
  });
}

const navigation = document.getElementById("site-nav");
navigation.setAttribute("aria-label", app.navigation);
fill(
  navigation,
  ...NAVIGATION.map(([name, href]) => h("a", { href, data: { route: name } }, app.nav[name])),
);
const skipLink = document.querySelector(".skip-link");
skipLink.append(app.skipToContent);
skipLink.addEventListener("click", (event) => {
  event.preventDefault(); // The address names the view.
  main.focus();
});
mountCredentials(document.getElementById("account"));
mountStatus(document.getElementById("site-status"), uploads);
mountNotice(document.getElementById("notice"));
onKeys({ "?": showShortcuts }, new AbortController().signal);
addEventListener("hashchange", show);
addEventListener("beforeunload", (event) => {
  if (uploads.uploads.some((upload) => upload.isActive)) event.preventDefault();
});
// A file dropped beside the drop zone must not replace the page.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());
uploads.restore();
show();
