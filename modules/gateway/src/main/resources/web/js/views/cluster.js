import { getCluster, getJob } from "../api.js";
import { app, cluster as strings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { nameOf, percent } from "../ui/format.js";

const LOOK_EVERY_MS = 3_000;
/** Beyond these, a job's key has to do for its name. */
const JOBS_LOOKED_AT = 40;
const SLOTS_DRAWN = 64;
/** Enough of an id to tell nodes, or jobs, apart. */
const ID_LENGTH = 13;

/** The nodes, what they can do and what they are doing. */
export function mount(root, { signal }) {
  const summary = h("span", { class: "facts", role: "status" });
  const grid = h("ul", { class: "nodes", data: { testid: "nodes" } });
  fill(
    root,
    h("header", { class: "page-header" }, h("h1", { tabindex: "-1" }, strings.title), summary),
    grid,
  );

  let shown = "";
  async function look() {
    if (!document.hidden) {
      try {
        const { nodes } = await getCluster(signal);
        render(nodes, await runningJobs(nodes, signal));
      } catch {
        if (signal.aborted) return;
        setText(summary, app.unreachable);
        grid.classList.add("is-stale");
      }
    }
    if (!signal.aborted) setTimeout(look, LOOK_EVERY_MS);
  }

  function render(nodes, jobs) {
    const sum = (field) => nodes.reduce((total, node) => total + node[field], 0);
    setText(
      summary,
      nodes.length ? strings.summary(nodes.length, sum("busy_slots"), sum("slots")) : strings.empty,
    );
    grid.classList.remove("is-stale");
    // Only when something moved: a link must not slip away under the focus.
    const now = JSON.stringify([nodes.map(({ at, ...node }) => node), [...jobs]]);
    if (now === shown) return;
    shown = now;
    const focused = grid.contains(document.activeElement) ? document.activeElement.href : null;
    fill(grid, ...nodes.map((node) => nodeCard(node, jobs)));
    if (focused) [...grid.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
  }

  look();
}

/** @returns {Promise<Map<string, {name: string, progress: number}>>} by key; one may be missing */
async function runningJobs(nodes, signal) {
  const keys = [...new Set(nodes.flatMap((node) => node.jobs))].slice(0, JOBS_LOOKED_AT);
  const jobs = await Promise.all(keys.map((key) => getJob(key, signal).catch(() => null)));
  return new Map(
    jobs
      .filter(Boolean)
      .map(({ queue_key: key, s3_url: url, progress }) => [key, { name: nameOf(url), progress }]),
  );
}

function nodeCard(node, jobs) {
  const tags = [
    ...node.roles.map((role) => strings.roles[role] ?? role),
    ...node.capabilities.map((capability) => strings.capabilities[capability] ?? capability),
  ];
  return h(
    "li",
    { class: "card node", data: { testid: "node", draining: String(Boolean(node.draining)) } },
    h(
      "header",
      {},
      h("h2", {}, node.host),
      h("code", { title: node.node }, node.node.slice(0, ID_LENGTH)),
    ),
    h(
      "p",
      { class: "tags" },
      ...tags.map((tag) => h("span", { class: "tag" }, tag)),
      node.draining && h("span", { class: "tag leaving" }, strings.draining),
    ),
    node.model && h("p", { class: "facts" }, strings.model(node.model.name, node.model.demo)),
    node.slots > 0 ? slots(node) : h("p", { class: "facts" }, strings.noSlots),
    node.jobs.length > 0
      ? h("ul", { class: "node-jobs" }, ...node.jobs.map((key) => jobRow(key, jobs.get(key))))
      : node.slots > 0 && h("p", { class: "facts" }, strings.idle),
  );
}

function slots({ slots: total, busy_slots: busy }) {
  return h(
    "div",
    { class: "slots" },
    h(
      "div",
      { class: "slot-row", "aria-hidden": "true" },
      ...Array.from({ length: Math.min(total, SLOTS_DRAWN) }, (_, i) =>
        h("span", { class: i < busy ? "slot is-busy" : "slot" }),
      ),
    ),
    h("span", { class: "facts" }, strings.slots(busy, total)),
  );
}

function jobRow(key, job) {
  return h(
    "li",
    {},
    h("a", { href: `#/jobs/${key}` }, job?.name ?? key.slice(0, ID_LENGTH)),
    job && h("span", { class: "time" }, percent(job.progress / 100)),
    job &&
      h(
        "span",
        { class: "bar thin", "aria-hidden": "true" },
        h("span", { class: "bar-fill", vars: { fraction: job.progress / 100 } }),
      ),
  );
}
