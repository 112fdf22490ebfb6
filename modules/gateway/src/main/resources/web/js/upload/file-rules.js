/** What may be uploaded, decided before a byte is sent. The service checks again by content. */

import { refusal } from "../strings.js";

export const MAX_FILE_BYTES = 10 * 2 ** 30;

/** The containers that the service reads, by extension, with the type to store them under. */
const TYPES = new Map([
  ["mp4", "video/mp4"],
  ["m4v", "video/mp4"],
  ["mov", "video/quicktime"],
  ["mkv", "video/x-matroska"],
  ["webm", "video/webm"],
  ["avi", "video/x-msvideo"],
  ["flv", "video/x-flv"],
  ["ts", "video/mp2t"],
  ["mts", "video/mp2t"],
  ["m2ts", "video/mp2t"],
  ["mpg", "video/mpeg"],
  ["mpeg", "video/mpeg"],
  ["ogv", "video/ogg"],
  ["wmv", "video/x-ms-wmv"],
  ["asf", "video/x-ms-asf"],
]);

/** For the file chooser. */
export const ACCEPT = ["video/*", ...[...TYPES.keys()].map((ext) => `.${ext}`)].join(",");

/** @returns {string|null} why the file is refused; null when it is welcome */
export function refuse(file) {
  if (!TYPES.has(extension(file.name)) && !file.type.startsWith("video/"))
    return refusal.notVideo(file.name);
  if (file.size === 0) return refusal.empty(file.name);
  if (file.size > MAX_FILE_BYTES) return refusal.tooLarge(file.name, file.size, MAX_FILE_BYTES);
  return null;
}

/** The content type to store the file under: by extension, because browsers disagree. */
export function contentType(file) {
  return TYPES.get(extension(file.name)) ?? (file.type || "video/mp4");
}

function extension(name) {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}
