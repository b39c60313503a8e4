import { z } from "zod";
import { refuse } from "~/core/app-error";
import { requestCollection } from "~/cron/collect-now.server";
import { line } from "~/core/text/text-input";
import type { CollectionRun } from "~/domain/metering/collection/collection-run";
import { findCollection } from "~/domain/metering/collection/follow-collection.server";
import { Answer, endpoint } from "~/web/api/endpoint.server";
import { sentenceOf } from "~/web/api/families.server";

const clusterRun = z.object({
  clusterId: z.string().meta({ example: "cluster_01h455vb4pex5vsknk084sn02q" }),
  ok: z.boolean().describe("Whether all that runs there was seen; what was seen in part counts for nothing."),
  samples: z.int().describe("Servers that were seen.").meta({ example: 12 }),
  error: z.string().optional().meta({ example: "The notebook servers' hub does not answer just now." }),
});

const collectionRun = z
  .object({
    runId: z.string().meta({ example: "collect-20261122101530123" }),
    state: z.enum(["queued", "running", "done", "failed"]),
    clusters: z.array(clusterRun).describe("Those that have been asked so far."),
    users: z
      .int()
      .optional()
      .describe("Members whose servers ran when they were seen; once the run is done.")
      .meta({ example: 10 }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  })
  .meta({ id: "CollectionRun" });

const path = "/admin/usage/collect";
const common = { family: "platform", access: "admin", scopes: ["admin"], answer: collectionRun } as const;

export const collectUsageNow = endpoint({
  ...common,
  method: "POST",
  path,
  name: "collectUsage",
  summary: "Have what runs on every cluster measured now",
  description:
    "Answers at once with the run, and in `Location` with where to follow it. One run at a time: while one is under way, 409 with its id as `runId`. Scheduled collections go on beside it.",
  statuses: [202],
  refuses: ["conflict"],
  work: async ({ viewer, url }) => {
    const runId = await requestCollection(viewer);
    return new Answer(await readRun(runId), 202, { Location: `${url.pathname.replace(/\/$/, "")}/${runId}` });
  },
});

export const readCollection = endpoint({
  ...common,
  method: "GET",
  path: `${path}/{runId}`,
  name: "readCollection",
  summary: "How a measurement that an admin asked for stands",
  description: "It has ended when `state` is `done` or `failed`. Runs are remembered for 30 days.",
  params: z.object({ runId: line({ most: 64 }) }),
  refuses: ["not_found"],
  work: ({ params }) => readRun(params.runId),
});

async function readRun(runId: string): Promise<z.input<typeof collectionRun>> {
  const run = (await findCollection(runId)) ?? refuse("not_found", "collectionNotFound");
  const { clusters, state, users, startedAt, finishedAt } = run;
  return {
    runId,
    state,
    clusters: clusters.map(clusterAnswer),
    ...(users !== undefined && { users }),
    startedAt: startedAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  };
}

function clusterAnswer({ failureCode, ...cluster }: CollectionRun["clusters"][number]) {
  const error = failureCode && sentenceOf({ code: failureCode, params: {} });
  return { ...cluster, ...(error && { error }) };
}
