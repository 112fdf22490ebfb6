/** Asks people for their key where the service wants one, and keeps it for as long as the tab lives. */

import { credentials } from "./api.js";
import { errors, signIn as strings } from "./strings.js";
import { h, setText } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const KEPT = "credential";

let asking = null;

/** Has the page's requests say who asks; shows in {@code root} how to stop that. */
export function mountCredentials(root) {
  credentials.headers = () => headersOf(sessionStorage.getItem(KEPT));
  // Many requests may be refused at once; people are asked once.
  credentials.ask = () => (asking ??= ask(root).finally(() => (asking = null)));
  if (sessionStorage.getItem(KEPT)) showSignOut(root);
}

function headersOf(credential) {
  return credential ? { Authorization: `Bearer ${credential}` } : undefined;
}

function showSignOut(root) {
  const signOut = () => {
    sessionStorage.removeItem(KEPT);
    location.reload(); // What was shown is not for whoever comes next.
  };
  root.replaceChildren(
    h(
      "button",
      {
        class: "icon-button",
        "aria-label": strings.signOut,
        title: strings.signOut,
        data: { testid: "sign-out" },
        on: { click: signOut },
      },
      icon("leave"),
    ),
  );
}

function ask(root) {
  sessionStorage.removeItem(KEPT);
  const problem = h("p", { class: "field-error", id: "key-problem", role: "alert" });
  const input = h("input", {
    class: "input",
    id: "key",
    type: "password",
    autocomplete: "current-password",
    autocapitalize: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-problem key-kept",
    data: { testid: "key" },
  });
  const button = h(
    "button",
    { class: "button primary", data: { testid: "sign-in" } },
    strings.submit,
  );
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { class: "dialog sign-in", "aria-labelledby": "sign-in-title" },
      h("img", { src: "favicon.svg", alt: "", width: 44, height: 44 }),
      h("h2", { id: "sign-in-title" }, strings.title),
      h("p", { class: "sign-in-lead" }, strings.lead),
      h(
        "form",
        { on: { submit } },
        h("label", { for: "key" }, strings.label),
        input,
        problem,
        button,
        h("p", { class: "sign-in-kept", id: "key-kept" }, strings.kept),
      ),
    );
    // There is nothing to see behind it without a key.
    dialog.addEventListener("cancel", (event) => event.preventDefault());

    async function submit(event) {
      event.preventDefault();
      button.disabled = true;
      setText(button, strings.checking);
      setText(problem, "");
      const key = input.value.trim();
      const refused = await check(key);
      button.disabled = false;
      setText(button, strings.submit);
      if (refused) {
        setText(problem, refused);
        input.select();
        return;
      }
      sessionStorage.setItem(KEPT, key);
      dialog.close();
      dialog.remove();
      showSignOut(root);
      resolve(true);
    }

    document.body.append(dialog);
    dialog.showModal();
  });
}

/** @returns {Promise<string|undefined>} what is wrong with the key, for its holder */
async function check(key) {
  try {
    const response = await fetch("/jobs?limit=1", { headers: headersOf(key), cache: "no-store" });
    if (response.ok) return undefined;
    return response.status === 401 ? strings.unknown : errors.unexpected(response.status);
  } catch (error) {
    // A character that no header can hold, or no connection.
    return error instanceof TypeError && /^[!-~]*$/.test(key) ? errors.network : strings.unknown;
  }
}
