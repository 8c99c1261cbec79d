/** Times as the acting person reads them: by the bot's clock, in their own time zone. */

import { state } from "./state.js";

const formatters = new Map(); // to make one takes many times longer than to use it

function format(date, options, locale = "en-US") {
  const key = JSON.stringify([locale, state.me.tz, options]);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, { timeZone: state.me.tz, ...options }));
  return formatters.get(key).format(new Date(date));
}

/** The time by the bot's clock, as far as the bot has walked. */
export const botNow = () => new Date(Date.now() + state.clock.reached * 1000);

/** As in "9:05 AM". */
export const timeOfDay = (date) => format(date, { hour: "numeric", minute: "2-digit" });

/** As in "Mon, Nov 23, 9:05 AM EST". */
export const clockFace = (date) => format(date, {
  weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short",
});

/** The date in the person's zone, as 2026-11-23. */
export const dayOf = (date) => format(date, { dateStyle: "short" }, "en-CA");

/** "Today", "Yesterday", or the date in words. */
export function dayInWords(date) {
  const day = dayOf(date);
  if (day === dayOf(botNow())) return "Today";
  if (day === dayOf(botNow().getTime() - 86_400_000)) return "Yesterday";
  return format(date, { weekday: "long", month: "long", day: "numeric" });
}
