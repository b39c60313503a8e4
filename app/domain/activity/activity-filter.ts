import { DAY, instant, later } from "~/core/clock";
import { asSingleLine } from "~/core/text/text";
import { actionsMeant, outcomes, type Outcome } from "./action";

/** What a reader of the log asks for; what is absent is not asked for. */
export type ActivityFilter = {
  /** An action, or a group of them. */
  what?: string;
  outcome?: Outcome;
  /** Days of UTC, both included: `2026-11-26`. */
  from?: string;
  to?: string;
  /** A thing's or a key's id. */
  target?: string;
  /** Where it came from: an IP address. For admins alone. */
  address?: string;
  /** E-mail address or id of who acted, and of whose thing it was done to. For admins alone. */
  actor?: string;
  subject?: string;
};

const LONGEST = 200;

/** The filter that an address holds; what makes no sense there is as if it were not. */
export function filterIn(search: URLSearchParams): ActivityFilter {
  const field = (name: string) => asSingleLine(search.get(name) ?? "").slice(0, LONGEST) || undefined;
  const day = (name: string) => (isDay(field(name)) ? field(name) : undefined);
  const what = field("what");
  return {
    what: what && actionsMeant(what) ? what : undefined,
    outcome: outcomes.find((one) => one === field("outcome")),
    from: day("from"),
    to: day("to"),
    target: field("target"),
    address: field("address")?.toLowerCase(),
    actor: field("actor"),
    subject: field("subject"),
  };
}

/** The instants that its days stand for: from the first one's beginning to before the last one's end. */
export function spanOf({ from, to }: ActivityFilter): { from?: Date; until?: Date } {
  return { from: from ? instant(from) : undefined, until: to ? later(instant(to), DAY) : undefined };
}

/** The filter as the query of an address; empty when nothing is asked for. */
export function asQuery(filter: ActivityFilter): string {
  const asked = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(asked).toString();
}

function isDay(text: string | undefined): boolean {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && instant(at).toISOString().startsWith(text);
}
