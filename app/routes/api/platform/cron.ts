import { z } from "zod";
import { runNow } from "~/cron/run-now.server";
import { Answer, endpoint, type Endpoint } from "~/web/api/endpoint.server";

const taskRun = z
  .object({
    task: z.string().meta({ example: "collect-usage" }),
    window: z.iso.datetime().describe("The beginning of the stretch of time that this run is for; it is run for once."),
    state: z.enum(["queued", "running", "done", "failed"]),
    repeated: z.boolean().describe("This window was claimed before: its run is told, and nothing was run again."),
    attempts: z.int().meta({ example: 1 }),
    startedAt: z.iso.datetime().optional(),
    finishedAt: z.iso.datetime().optional(),
    report: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("What came of it.")
      .meta({ example: { clusters: 2 } }),
  })
  .meta({ id: "TaskRun" });

type Of = { task: string; path: string; name: string; summary: string; description: string };

const onceAWindow = (method: "GET" | "POST", { task, name, ...of }: Of): Endpoint =>
  endpoint({
    ...of,
    family: "platform",
    method,
    name: method === "GET" ? name : `${name}ByPost`,
    access: "cron",
    answer: taskRun,
    statuses: [200, 202],
    work: async () => {
      const run = await runNow(task);
      const body = {
        task,
        window: run.windowStart.toISOString(),
        state: run.state,
        repeated: run.wasClaimed,
        attempts: run.attempts,
        startedAt: run.startedAt?.toISOString(),
        finishedAt: run.finishedAt?.toISOString(),
        report: run.report ?? undefined,
      };
      return new Answer(body, run.state === "done" ? 200 : 202);
    },
  });

const collect = {
  task: "collect-usage",
  path: "/cron/collect-k8s-metrics",
  name: "collectK8sMetrics",
  summary: "Have what runs on every cluster measured; call it every 15 minutes",
  description:
    "Once per quarter of an hour, whoever calls and however often. 202: it is under way, or tried again by itself.",
};

const charge = {
  task: "settle-usage",
  path: "/cron/charge-users",
  name: "chargeUsers",
  summary: "Charge what was used to the members' credit",
  description: "Once an hour at most, whoever calls and however often. 202: it is under way, or tried again by itself.",
};

export const cronEndpoints: readonly Endpoint[] = [collect, charge].flatMap((of) => [
  onceAWindow("GET", of),
  onceAWindow("POST", of),
]);
