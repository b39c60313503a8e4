import { Gauge } from "prom-client";
import { log } from "~/core/log.server";
import { metrics } from "~/core/metrics.server";
import { exhaustedJobs, tendExhaustedJobs } from "~/db/exhausted-jobs.queries.server";
import { db } from "~/db/pool.server";

/** Measured when it is asked for; as it was before while the database is away. */
const exhausted: Gauge<"task"> = new Gauge({
  name: "atrium_jobs_exhausted",
  help: "Background jobs that have used up their attempts, by task.",
  labelNames: ["task"],
  registers: [metrics],
  collect: async () => {
    const jobs = await exhaustedJobs(db).catch(() => undefined);
    if (!jobs) return;
    exhausted.reset();
    for (const { task, count } of jobs) exhausted.set({ task }, count);
  },
});

/** The scheduled task that looks after jobs which failed for good: see {@link tendExhaustedJobs}. */
export async function tendExhausted(): Promise<{ deleted: number; revived: number }> {
  const tended = await tendExhaustedJobs(db);
  if (tended.revived > 0) log.warn(tended, "background jobs that had failed for good are tried once more");
  return tended;
}
