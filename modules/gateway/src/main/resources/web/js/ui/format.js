/** How numbers are shown to people. */

/** Seconds as 3:07 or 1:03:07. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = String(whole % 60).padStart(2, "0");
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

/** Seconds as 3:07.40 or 1:03:07.40: for boundaries, where a tenth matters. */
export function preciseClock(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  return `${clock(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** Reads 3:07.4, 1:03:07 or 187.4. @returns {number|null} seconds; null when it is no time */
export function parseClock(text) {
  const parts = text.trim().replace(",", ".").split(":");
  const isTime =
    parts.length <= 3 &&
    parts.every((part, i) => (i < parts.length - 1 ? /^\d+$/ : /^\d+(\.\d*)?$/).test(part));
  return isTime ? parts.reduce((total, part) => total * 60 + Number(part), 0) : null;
}

/** Seconds as 45 s, 3 min or 1 h 20 min: for estimates, where more digits would lie. */
export function roughly(seconds) {
  const s = Math.max(1, Math.round(seconds));
  if (s < 60) return `${s < 10 ? s : Math.ceil(s / 5) * 5} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Seconds as 0.4 s, 12 s or 3:07. */
export function took(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 60 ? `${Math.round(seconds)} s` : clock(seconds);
}

/** Bytes in powers of 1000, as disks and networks are sold. */
export function bytes(count) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 || Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A fraction, 0 to 1, as 42 %; never 100 before the end. */
export function percent(fraction) {
  return `${fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))} %`;
}

const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** An ISO-8601 time as a date. */
export function date(iso) {
  return DATE.format(new Date(iso));
}

/** An ISO-8601 time as 5 minutes ago; as a date when it is more than a week away. */
export function ago(iso, now = Date.now()) {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return AGO.format(-Math.round(seconds / 60), "minute");
  if (seconds < 86400) return AGO.format(-Math.round(seconds / 3600), "hour");
  if (seconds < 7 * 86400) return AGO.format(-Math.round(seconds / 86400), "day");
  return date(iso);
}

const UPLOADED = /^\d{8}_\d{6}_[0-9a-f-]{36}_/i;

/**
 * The name of a video. The service keeps uploads under `{date}_{time}_{uuid}_{name}`, with an
 * underscore for every run of characters that it finds unsafe: mostly spaces.
 */
export function nameOf(s3Url) {
  const last = s3Url.split(/[?#]/)[0].split("/").pop() || s3Url;
  const name = decoded(last);
  return UPLOADED.test(name) ? name.replace(UPLOADED, "").replaceAll("_", " ") : name;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign.
  }
}
