import { percent } from "../ui/format.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { showShortcuts } from "../ui/shortcuts.js";
import { shortcuts, upload as strings } from "../strings.js";

/** The header's right: how the uploads fare, seen from every view, and help. */
export function mountStatus(root, uploads) {
  const chip = h("a", {
    class: "chip upload-chip",
    href: "#/",
    hidden: true,
    data: { testid: "upload-chip" },
  });
  fill(
    root,
    chip,
    h(
      "button",
      {
        class: "icon-button shortcuts-button",
        "aria-label": shortcuts.open,
        title: `${shortcuts.open} (?)`,
        data: { testid: "shortcuts-button" },
        on: { click: showShortcuts },
      },
      icon("keyboard"),
    ),
  );
  uploads.addEventListener("change", () => {
    const active = uploads.uploads.filter((upload) => upload.isActive);
    chip.hidden = active.length === 0;
    const total = active.reduce((sum, upload) => sum + upload.size, 0);
    const sent = active.reduce((sum, upload) => sum + upload.sent, 0);
    if (total > 0)
      fill(chip, h("span", {}, strings.chip, " "), percent(Math.min(sent / total, 0.99)));
  });
}
