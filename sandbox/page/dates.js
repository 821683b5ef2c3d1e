// Dates and times in the reader's language and time zone.

const LOCALE = navigator.languages.find((language) => language.startsWith("en")) ?? "en-GB";
const format = (options) => new Intl.DateTimeFormat(LOCALE, options);
const CLOCK = format({ hour: "numeric", minute: "2-digit" });
const DAY = format({ day: "numeric", month: "long" });
const DAY_OF_YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = format({ day: "numeric", month: "short" });
const WHOLE = format({ dateStyle: "full", timeStyle: "medium" });
const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

const dated = (unix) => new Date(unix * 1000);
const daysAgo = (unix) => Math.round((new Date().setHours(0, 0, 0, 0) - dated(unix).setHours(0, 0, 0, 0)) / 86400000);

export const clock = (unix) => CLOCK.format(dated(unix));
export const whole = (unix) => WHOLE.format(dated(unix));
export const iso = (unix) => dated(unix).toISOString();
export const dayKey = (unix) => dated(unix).toDateString();

/** The heading above a day's messages. */
export function day(unix) {
  const ago = daysAgo(unix);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return (dated(unix).getFullYear() === new Date().getFullYear() ? DAY : DAY_OF_YEAR).format(dated(unix));
}

/** The time of a chat's last message: the hour today, otherwise the day. */
export const briefly = (unix) => (daysAgo(unix) === 0 ? clock(unix) : SHORT_DAY.format(dated(unix)));

/** A `date_time` entity: its format is `r`, or made of `w`, `d` or `D`, `t` or `T`; null without one. */
export function written(unix, letters) {
  if (!letters) return null;
  if (letters === "r") return relative(unix);
  const options = {};
  if (letters.includes("w")) options.weekday = "long";
  if (/d/i.test(letters)) Object.assign(options, dateParts(letters.includes("D")));
  if (/t/i.test(letters)) Object.assign(options, { hour: "numeric", minute: "2-digit" });
  if (letters.includes("T")) options.second = "2-digit";
  return format(options).format(dated(unix));
}

const dateParts = (isLong) => (isLong
  ? { day: "numeric", month: "long", year: "numeric" }
  : { day: "2-digit", month: "2-digit", year: "numeric" });

function relative(unix) {
  const seconds = unix - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}
