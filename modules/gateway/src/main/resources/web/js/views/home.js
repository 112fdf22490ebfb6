import { listJobs, submitJob } from "../api.js";
import { app, home as strings, refusal } from "../strings.js";
import { ACCEPT, MAX_FILE_BYTES } from "../upload/file-rules.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { kindChoice } from "../ui/kind-choice.js";
import { JobList } from "./job-list.js";
import { UploadCard } from "./upload-card.js";

const RECENT = 6;

/** Where a video comes in: dropped, chosen or named by its address. */
export function mount(root, { signal, uploads }) {
  const refusals = h("div", { class: "refusals", role: "alert" });
  const cards = h("ul", { class: "upload-list", data: { testid: "upload-list" } });
  const section = h(
    "section",
    { class: "uploads", "aria-labelledby": "uploads-title", hidden: true },
    h("h2", { id: "uploads-title" }, strings.uploads),
    cards,
  );
  const add = (files, others = []) => showRefusals(refusals, [...others, ...uploads.add(files)]);

  fill(
    root,
    h(
      "div",
      { class: "hero" },
      h("h1", { tabindex: "-1" }, strings.title),
      h("p", { class: "lead" }, strings.lead),
    ),
    dropZone(add, signal),
    refusals,
    section,
    urlForm(),
    recent(signal),
  );
  followUploads(uploads, cards, section, signal);
}

function dropZone(add, signal) {
  const input = h("input", {
    type: "file",
    id: "file-input",
    class: "visually-hidden",
    multiple: true,
    accept: ACCEPT,
    data: { testid: "file-input" },
    on: {
      change: () => {
        add([...input.files]);
        input.value = ""; // The same file may be chosen again.
      },
    },
  });
  const invitation = matchMedia("(hover: none)").matches ? strings.add : strings.drop;
  const title = h("span", { class: "drop-title" }, invitation);
  const zone = h(
    "div",
    { class: "drop-zone", id: "drop-zone", data: { testid: "drop-zone" } },
    icon("upload"),
    title,
    input,
    h("label", { class: "button primary", for: "file-input" }, strings.choose),
    h("span", { class: "hint" }, strings.limits(MAX_FILE_BYTES)),
  );
  // The whole window takes drops: nobody should have to aim.
  let depth = 0;
  const hover = (on) => {
    zone.classList.toggle("is-over", on);
    title.textContent = on ? strings.dropNow : invitation;
  };
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => carriesFiles(event) && ++depth && hover(true), {
    signal,
  });
  addEventListener("dragleave", (event) => carriesFiles(event) && --depth <= 0 && hover(false), {
    signal,
  });
  addEventListener(
    "drop",
    (event) => {
      depth = 0;
      hover(false);
      const { files, folders } = dropped(event.dataTransfer);
      add(files, folders > 0 ? [refusal.folder] : []);
    },
    { signal },
  );
  return zone;
}

function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory === true;
  return {
    files: items.filter((item) => !isFolder(item)).map((item) => item.getAsFile()),
    folders: items.filter(isFolder).length,
  };
}

function showRefusals(root, reasons) {
  if (reasons.length === 0) {
    fill(root);
    return;
  }
  const dismiss = h(
    "button",
    { class: "icon-button", "aria-label": app.dismiss, on: { click: () => fill(root) } },
    icon("cross"),
  );
  fill(
    root,
    h(
      "div",
      { class: "callout warning", data: { testid: "refusals" } },
      icon("alert"),
      h(
        "div",
        {},
        h("strong", {}, strings.refusedTitle(reasons.length)),
        ...reasons.map((reason) => h("p", {}, reason)),
      ),
      dismiss,
    ),
  );
}

function urlForm() {
  const error = h("p", { class: "field-error", id: "url-error", role: "alert" });
  const input = h("input", {
    type: "url",
    id: "s3-url",
    class: "input",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: strings.urlPlaceholder,
    "aria-describedby": "url-error",
    data: { testid: "url-input" },
  });
  const button = h(
    "button",
    { class: "button", data: { testid: "url-submit" } },
    strings.urlSubmit,
  );
  let kind = "live";
  const choice = kindChoice("url", kind, (chosen) => (kind = chosen));
  const submit = async (event) => {
    event.preventDefault();
    const url = input.value.trim();
    error.textContent = "";
    if (!/^(https?|s3):\/\/[^/]+\/.+/.test(url)) {
      error.textContent = strings.urlInvalid;
      return;
    }
    button.disabled = true;
    try {
      location.hash = `#/jobs/${(await submitJob(url, kind)).queue_key}`;
    } catch (failure) {
      error.textContent = failure.message;
    }
    button.disabled = false;
  };
  return h(
    "form",
    { class: "url-form", novalidate: true, on: { submit } },
    h("label", { for: "s3-url" }, strings.urlLabel),
    h("div", { class: "url-row" }, input, h("div", { class: "url-choice" }, choice, button)),
    error,
  );
}

function followUploads(uploads, cards, section, signal) {
  const shown = new Map();
  const update = (upload) => {
    if (!uploads.uploads.includes(upload)) {
      shown.get(upload)?.element.remove();
      shown.delete(upload);
    } else if (shown.has(upload)) {
      shown.get(upload).update();
    } else {
      const card = new UploadCard(upload, uploads);
      shown.set(upload, card);
      cards.append(card.element);
    }
    section.hidden = shown.size === 0;
  };
  uploads.uploads.forEach(update);
  uploads.addEventListener("change", (event) => update(event.detail), { signal });
}

function recent(signal) {
  const list = new JobList(signal);
  const all = h("a", { class: "text-button", href: "#/library" }, strings.all);
  const section = h(
    "section",
    { class: "recent", "aria-labelledby": "recent-title", data: { testid: "recent" } },
    h("header", { class: "section-header" }, h("h2", { id: "recent-title" }, strings.recent), all),
    list.element,
  );
  const refresh = async () => {
    try {
      const { jobs } = await listJobs({ limit: RECENT, signal });
      if (jobs.length === 0) fill(list.element, h("li", { class: "empty-row" }, strings.empty));
      else list.show(jobs);
      all.hidden = jobs.length === 0;
    } catch (error) {
      if (!signal.aborted) {
        fill(
          list.element,
          h(
            "li",
            { class: "empty-row" },
            error.message,
            " ",
            h("button", { class: "text-button", on: { click: refresh } }, app.tryAgain),
          ),
        );
      }
    }
  };
  all.hidden = true;
  list.showPlaceholders(3);
  refresh();
  return section;
}
