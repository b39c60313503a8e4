import { z } from "zod";
import { translators } from "~/core/i18n/translators.server";
import { isId, type UserId } from "~/core/id";
import { db } from "~/db/pool.server";
import { activitiesOf } from "~/domain/activity/activities-of.server";
import type { ActivityLine, Somebody } from "~/domain/activity/activity-line";
import { allActivities } from "~/domain/activity/all-activities.server";
import { activityWords } from "~/ui/activity/activity-words";
import { formatOf } from "~/ui/kit/format";
import { endpoint } from "~/web/api/endpoint.server";
import { cutting } from "~/web/api/paging.server";

const shared = { family: "workspace", method: "GET" } as const;

const activity = z
  .object({
    id: z.string().meta({ example: "1042" }),
    user_id: z
      .string()
      .nullable()
      .describe("Who did it. Null where the portal itself did, or it is not yours to know."),
    action: z.string().meta({ example: "environment.start" }),
    details: z.string().describe("What happened, in a sentence.").meta({ example: "You started Notebook (small)" }),
    timestamp: z.iso.datetime(),
    status: z.enum(["success", "refused", "failed"]),
  })
  .meta({ id: "Activity" });

const answer = z.object({ activities: z.array(activity) }).meta({ id: "ActivityList" });
const limited = (usual: number) => cutting({ usual, most: 500 });
const before = z
  .string()
  .regex(/^\d{1,18}$/)
  .optional()
  .describe("The id of the last line that was read: goes on from there.");
const userId = z.string().refine((value): value is UserId => isId("user", value), { error: "memberIdMisshapen" });

export const listActivity = endpoint({
  ...shared,
  path: "/activity",
  name: "listActivity",
  summary: "What I did, and what was done to my things, newest first",
  access: "member",
  scopes: ["profile:read"],
  query: z.object({ ...limited(50), before }),
  answer,
  work: async ({ viewer: { userId: reader }, query }) => ({
    activities: (await activitiesOf(db, reader, query)).map((line) => activityOf(line, reader)),
  }),
});

export const adminListActivity = endpoint({
  ...shared,
  path: "/admin/activity",
  name: "adminListActivity",
  summary: "Everything that anyone changed, newest first",
  access: "admin",
  query: z.object({
    ...limited(100),
    before,
    user_id: userId.optional().describe("What they did or was done to theirs."),
  }),
  answer,
  work: async ({ query: { user_id: around, ...page } }) => ({
    activities: (await allActivities(db, { ...page, around })).map((line) => activityOf(line)),
  }),
});

function activityOf(line: ActivityLine, reader?: UserId): z.input<typeof activity> {
  const { id, action, at, outcome } = line;
  const details = activityWords(translators.en, formatOf("en"))
    .sentence(line)
    .replace(/[\u2066-\u2069]/g, "");
  return { id, user_id: idOf(line.actor, reader), action, details, timestamp: at.toISOString(), status: outcome };
}

function idOf(somebody: Somebody, reader?: UserId): string | null {
  if (somebody.is === "reader") return reader ?? null;
  return somebody.is === "person" ? (somebody.id ?? null) : null;
}
