import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock } from "~/core/clock";
import { csvLines } from "~/core/csv.server";
import type { ActivityPage } from "~/domain/activity/activities-of.server";
import { filterIn, type ActivityFilter } from "~/domain/activity/activity-filter";
import type { ActivityLine, Somebody } from "~/domain/activity/activity-line";
import { pagesOfActivity } from "~/domain/activity/every-page";
import { download } from "./download.server";

type Ask = (filter: ActivityFilter, page: ActivityPage) => Promise<ActivityLine[]>;

/** The lines that an address's filter shows, all pages of them, as CSV (RFC 4180) or as one JSON object per line. */
export function activityDownload(asked: LoaderFunctionArgs, ask: Ask): Response {
  const { searchParams } = new URL(asked.request.url);
  const filter = filterIn(searchParams);
  const pages = pagesOfActivity((page) => ask(filter, page));
  const name = `atrium-activity-${clock.now().toISOString().slice(0, 10)}`;
  return searchParams.get("format") === "ndjson"
    ? download(asked, { name: `${name}.ndjson`, type: "application/x-ndjson" }, ndjson(pages))
    : download(asked, { name: `${name}.csv`, type: "text/csv" }, csv(pages));
}

const columns: Record<string, (line: ActivityLine) => string | undefined> = {
  id: (line) => line.id,
  time: (line) => line.at.toISOString(),
  actor: (line) => nameOf(line.actor),
  actor_id: (line) => idOf(line.actor),
  on_behalf_of: (line) => nameOf(line.onBehalfOf),
  on_behalf_of_id: (line) => idOf(line.onBehalfOf),
  action: (line) => line.action,
  outcome: (line) => line.outcome,
  subject: (line) => nameOf(line.subject),
  subject_id: (line) => idOf(line.subject),
  target_kind: (line) => line.target.kind,
  target_id: (line) => line.target.id,
  target: (line) => line.target.name,
  before: (line) => line.before && JSON.stringify(line.before),
  after: (line) => line.after && JSON.stringify(line.after),
  key_id: (line) => line.key?.id,
  key: (line) => line.key?.name,
  address: (line) => line.address,
  request_id: (line) => line.requestId,
};

async function* csv(pages: AsyncGenerator<ActivityLine[], void>): AsyncGenerator<string, void> {
  yield csvLines([Object.keys(columns)]);
  for await (const lines of pages)
    yield csvLines(lines.map((line) => Object.values(columns).map((cell) => cell(line))));
}

async function* ndjson(pages: AsyncGenerator<ActivityLine[], void>): AsyncGenerator<string, void> {
  for await (const lines of pages) yield lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function nameOf(somebody: Somebody | undefined): string | undefined {
  if (somebody?.is === "reader") return "you";
  return somebody?.is === "portal" ? "Atrium" : somebody?.name;
}

function idOf(somebody: Somebody | undefined): string | undefined {
  return somebody?.is === "person" ? somebody.id : undefined;
}
