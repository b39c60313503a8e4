import { z } from "zod";
import { collectNow } from "~/cron/collect-now.server";
import { endpoint } from "~/web/api/endpoint.server";
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
    clusters: z.array(clusterRun),
    users: z.int().describe("Members whose servers ran when they were seen.").meta({ example: 10 }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
  })
  .meta({ id: "CollectionRun" });

export const collectUsageNow = endpoint({
  family: "platform",
  method: "POST",
  path: "/admin/usage/collect",
  name: "collectUsage",
  summary: "Measure now what runs on every cluster",
  description:
    "One run at a time: while one is under way, 409 with its id as `runId`. Scheduled collections go on beside it.",
  access: "admin",
  scopes: ["admin"],
  answer: collectionRun,
  refuses: ["conflict"],
  work: async ({ viewer }) => {
    const { clusters, startedAt, finishedAt, ...run } = await collectNow(viewer);
    return {
      ...run,
      clusters: clusters.map(({ failureCode, ...cluster }) => ({
        ...cluster,
        ...(failureCode && { error: sentenceOf({ code: failureCode, params: {} }) }),
      })),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
    };
  },
});
