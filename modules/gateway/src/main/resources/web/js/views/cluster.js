import { getCluster, getJob } from "../api.js";
import { app, cluster as strings } from "../strings.js";
import { fill, h, setText } from "../ui/dom.js";
import { nameOf } from "../ui/format.js";

const LOOK_EVERY_MS = 3_000;

/** The nodes, what they can do and what they are doing. */
export function mount(root, { signal }) {
  const summary = h("span", { class: "facts", role: "status" });
  const grid = h("ul", { class: "nodes", data: { testid: "nodes" } });
  fill(
    root,
    h("header", { class: "page-header" }, h("h1", { tabindex: "-1" }, strings.title), summary),
    grid,
  );

  /** @type {Map<string, string>} job key to the video's name */
  const names = new Map();
  let shown = "";
  async function look() {
    if (!document.hidden) {
      try {
        const { nodes } = await getCluster(signal);
        await learnNames(nodes, names, signal);
        render(
          [...nodes].sort((a, b) => a.host.localeCompare(b.host) || a.node.localeCompare(b.node)),
        );
      } catch (error) {
        if (signal.aborted) return;
        setText(summary, app.unreachable);
      }
    }
    if (!signal.aborted) setTimeout(look, LOOK_EVERY_MS);
  }

  function render(nodes) {
    const sum = (field) => nodes.reduce((total, node) => total + node[field], 0);
    setText(
      summary,
      nodes.length ? strings.summary(nodes.length, sum("busy_slots"), sum("slots")) : strings.empty,
    );
    // Only when something moved: a link must not slip away under the focus.
    const now = JSON.stringify(nodes.map(({ at, ...node }) => node));
    if (now === shown) return;
    shown = now;
    fill(grid, ...nodes.map((node) => nodeCard(node, names)));
  }

  look();
}

async function learnNames(nodes, names, signal) {
  const unknown = nodes.flatMap((node) => node.jobs).filter((key) => !names.has(key));
  const learn = async (key) => {
    const job = await getJob(key, signal).catch(() => null); // Its key does as well.
    if (job) names.set(key, nameOf(job.s3_url));
  };
  await Promise.all([...new Set(unknown)].map(learn));
}

function nodeCard(node, names) {
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
      h("code", { title: node.node }, node.node),
      node.draining && h("span", { class: "pill" }, strings.draining),
    ),
    h("p", { class: "tags" }, ...tags.map((tag) => h("span", { class: "tag" }, tag))),
    node.slots > 0
      ? h(
          "div",
          { class: "slots" },
          h(
            "div",
            { class: "slot-row", "aria-hidden": "true" },
            ...Array.from({ length: Math.min(node.slots, 64) }, (_, i) =>
              h("span", { class: i < node.busy_slots ? "slot is-busy" : "slot" }),
            ),
          ),
          h("span", { class: "facts" }, strings.slots(node.busy_slots, node.slots)),
        )
      : h("p", { class: "facts" }, strings.noSlots),
    node.jobs.length > 0
      ? h(
          "p",
          { class: "node-jobs" },
          `${strings.runs} `,
          ...node.jobs.flatMap((key) => [
            h("a", { href: `#/jobs/${key}` }, names.get(key) ?? key.slice(0, 8)),
            " ",
          ]),
        )
      : h("p", { class: "facts" }, strings.idle),
  );
}
