import { recut } from "../api.js";
import { load } from "../edit/draft-store.js";
import { editor as editorStrings, job as strings, milestones, remedies } from "../strings.js";
import { h } from "../ui/dom.js";
import { toast } from "../ui/feedback.js";
import { icon } from "../ui/icons.js";
import { runAgain } from "./run-again.js";

/** What went wrong, in words, and what to do next. */
export function failurePanel(feed) {
  const { state } = feed;
  const { code, detail } = state.failure;
  const cancelled = code === "cancelled";
  const remedy = remedies[code] ?? remedies.internal;
  const cutAgain = recutButton(feed);
  const failed = cutAgain ? editorStrings.recutFailed : strings.failedTitle;
  const title = cancelled ? strings.cancelledTitle : failed;
  const again = h(
    "button",
    {
      class: `button ${remedy.retry && !cutAgain ? "primary" : ""}`,
      data: { testid: "retry-button" },
    },
    icon("retry"),
    strings.again,
  );
  again.addEventListener("click", async () => {
    again.disabled = true;
    await runAgain(feed);
    again.disabled = false;
  });
  const other = h(
    "a",
    { class: `button ${remedy.retry ? "" : "primary"}`, href: "#/" },
    strings.uploadOther,
  );
  const ways = remedy.retry ? [again, other] : [other, again];
  const at =
    state.milestone && !cancelled ? strings.failedAt(milestones.get(state.milestone)) : null;
  return h(
    "section",
    { class: "failure card", data: { testid: "failure", code } },
    h("div", { class: "failure-symbol" }, icon(cancelled ? "cross" : "alert")),
    h("h2", {}, title),
    !cancelled && h("p", { class: "failure-detail", data: { testid: "failure-detail" } }, detail),
    h("p", { class: "failure-remedy" }, remedy.text, cutAgain && ` ${editorStrings.kept}`),
    h("div", { class: "actions" }, ...(cutAgain ? [cutAgain, again] : ways)),
    !cancelled &&
      h("p", { class: "failure-code" }, [at, strings.code(code)].filter(Boolean).join(" · ")),
  );
}

/** Where it was a cut by edited segments that failed: these are still here. */
function recutButton(feed) {
  const edits = load(feed.key);
  if (!edits || edits.run >= feed.run) return null;
  const button = h(
    "button",
    { class: "button primary", data: { testid: "recut-again-button" } },
    icon("split"),
    editorStrings.recutAgain,
  );
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await recut(feed.key, edits.segments);
      feed.restart();
    } catch (error) {
      toast(error.message);
    }
    button.disabled = false;
  });
  return button;
}
