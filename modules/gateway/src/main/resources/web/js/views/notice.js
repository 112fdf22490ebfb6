import { getCluster } from "../api.js";
import { app } from "../strings.js";
import { fill, h } from "../ui/dom.js";
import { modal } from "../ui/feedback.js";
import { icon } from "../ui/icons.js";

const DISMISSED = "demo-notice-dismissed";

/** Says when the service runs with the demo speech model, and how to change that. */
export async function mountNotice(root) {
  if (sessionStorage.getItem(DISMISSED)) return;
  // The views tell when the service is away.
  const { nodes } = await getCluster().catch(() => ({ nodes: [] }));
  if (!nodes.some((node) => node.model?.demo)) return;
  const dismiss = () => {
    sessionStorage.setItem(DISMISSED, "1");
    fill(root);
  };
  fill(
    root,
    h(
      "aside",
      { class: "notice", data: { testid: "demo-notice" } },
      icon("info"),
      h(
        "p",
        {},
        app.demoModel,
        " ",
        h("button", { class: "text-button", on: { click: explain } }, app.demoModelHow),
      ),
      h(
        "button",
        { class: "icon-button", "aria-label": app.dismiss, on: { click: dismiss } },
        icon("cross"),
      ),
    ),
  );
}

function explain() {
  modal(
    app.demoModelTitle,
    h(
      "ol",
      { class: "steps" },
      ...app.demoModelSteps.map(([text, command]) =>
        h("li", {}, text, command && h("code", { class: "command" }, command)),
      ),
    ),
  );
}
