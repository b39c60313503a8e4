import type { EnvironmentId, UserId } from "~/core/id";
import { sql } from "~/db/pool.server";

export type RunningEnvironment = {
  id: EnvironmentId;
  ownerId: UserId;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  uncollectedFrom: Date;
};

/** What runs, a page at a time by id, with since when its usage has not been collected: until then it is in the owner's totals. */
export async function runningEnvironments(after: string, limit: number): Promise<RunningEnvironment[]> {
  return sql<RunningEnvironment[]>`
    select e.id, e.owner_id as "ownerId", run.cpu_milli as "cpuMilli", run.memory_mib as "memoryMib", run.gpus,
      greatest(run.ready_at, (
        select max(s.last_seen_at) from metered_segments s where s.environment_id = e.id and s.from_at >= run.requested_at)) as "uncollectedFrom"
    from environments e join environment_runs run on run.environment_id = e.id and run.ended_at is null
    where e.state = 'running' and run.ready_at is not null and e.id > ${after}
    order by e.id limit ${limit}`;
}
