import { job as strings } from "../strings.js";
import { toast } from "./feedback.js";

/** Whether the browser has notifications that the user has not decided about. */
export function canAsk() {
  return "Notification" in globalThis && Notification.permission !== "granted";
}

export function isAllowed() {
  return "Notification" in globalThis && Notification.permission === "granted";
}

/** @returns {Promise<boolean>} whether the user allows notifications */
export async function ask() {
  const granted = (await Notification.requestPermission()) === "granted";
  if (!granted) toast(strings.notifyDenied);
  return granted;
}

/** Notifies when the page is not in sight. */
export function notify(text) {
  if (isAllowed() && document.hidden) new Notification(text, { icon: "/favicon.svg" });
}
