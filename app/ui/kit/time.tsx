import { useFormat } from "./format";
import { useNow, useZone } from "~/ui/kit/live/now";

const styles = {
  moment: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  date: { day: "numeric", month: "short", year: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit" },
  clockSeconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment in the reader's own zone; in UTC, and saying so, until that is known. */
export function Time({ at, as = "moment" }: { at: Date; as?: keyof typeof styles }) {
  const format = useFormat();
  const zone = useZone();
  const full = format.moment(at, zone, { ...styles.moment, weekday: "short", timeZoneName: "short" });
  const shown = format.moment(
    at,
    zone,
    as === "date" ? styles.date : { ...styles[as], ...(zone === "UTC" && { timeZoneName: "short" }) },
  );
  return (
    <time dateTime={at.toISOString()} title={full} className="whitespace-nowrap">
      <bdi>{shown}</bdi>
    </time>
  );
}

/** "3 hours ago", moving on by itself; the exact moment is its title. */
export function RelativeTime({ at }: { at: Date }) {
  const format = useFormat();
  const zone = useZone();
  const now = useNow(30_000);
  return (
    <time
      dateTime={at.toISOString()}
      title={format.moment(at, zone, { ...styles.moment, timeZoneName: "short" })}
      className="whitespace-nowrap"
    >
      {format.relative(at, now)}
    </time>
  );
}

/** How long something took. */
export function Duration({ ms }: { ms: number }) {
  return <span className="whitespace-nowrap">{useFormat().duration(ms)}</span>;
}

/** How long something has been going on, counting. */
export function Elapsed({ since, everyMs = 1000 }: { since: Date; everyMs?: number }) {
  const now = useNow(everyMs);
  return <Duration ms={now.getTime() - since.getTime()} />;
}
