import { assignments, placements, placementSteps as steps } from "@schema/clusters";
import { and, eq, inArray, ne, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { placementSteps, type PlacementState, type PlacementStep } from "./placement";

/** Whoever chooses a cluster, or lets people in who wait, does so alone until the transaction ends. */
export async function lockPlacements(db: Db): Promise<void> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext('atrium:room'))`);
}

/** A new placement with its steps before it; false when the member has one already. */
export async function insertPlacement(db: Db, userId: UserId, requestedAt: Date): Promise<boolean> {
  const made = await db
    .insert(placements)
    .values({ userId, state: "placing", requestedAt })
    .onConflictDoNothing()
    .returning({ userId: placements.userId });
  if (made.length === 0) return false;
  await db.insert(steps).values(placementSteps.map((step) => ({ userId, step, state: "pending" as const })));
  return true;
}

export async function findPlacement(db: Db, userId: UserId) {
  const [row] = await db.select().from(placements).where(eq(placements.userId, userId));
  return row;
}

export async function stepsOf(db: Db, userId: UserId) {
  return db.select().from(steps).where(eq(steps.userId, userId));
}

/** Moves the placement only if it is in one of these states; false when it is not. */
export async function movePlacement(
  db: Db,
  userId: UserId,
  from: readonly PlacementState[],
  to: PlacementState,
  finishedAt: Date | null = null,
): Promise<boolean> {
  const moved = await db
    .update(placements)
    .set({ state: to, finishedAt })
    .where(and(eq(placements.userId, userId), inArray(placements.state, from)))
    .returning({ userId: placements.userId });
  return moved.length === 1;
}

const thisStep = (userId: UserId, step: PlacementStep) => and(eq(steps.userId, userId), eq(steps.step, step));

/** Counts one more attempt at the step; false when it is done already. */
export async function beginStep(db: Db, userId: UserId, step: PlacementStep, at: Date): Promise<boolean> {
  const begun = await db
    .update(steps)
    .set({ state: "running", attempts: raw`${steps.attempts} + 1`, startedAt: at, finishedAt: null, failureCode: null })
    .where(and(thisStep(userId, step), ne(steps.state, "done")))
    .returning({ step: steps.step });
  return begun.length === 1;
}

/** A step that is done stays done, with the time when it first was. */
export async function finishStep(db: Db, userId: UserId, step: PlacementStep, at: Date): Promise<void> {
  await db
    .update(steps)
    .set({ state: "done", finishedAt: at, failureCode: null })
    .where(and(thisStep(userId, step), ne(steps.state, "done")));
}

/** Returns how often the step was tried; undefined when another run has done it meanwhile. */
export async function failStep(
  db: Db,
  userId: UserId,
  step: PlacementStep,
  code: string,
  at: Date,
): Promise<number | undefined> {
  const [failed] = await db
    .update(steps)
    .set({ state: "failed", finishedAt: at, failureCode: code })
    .where(and(thisStep(userId, step), ne(steps.state, "done")))
    .returning({ attempts: steps.attempts });
  return failed?.attempts;
}

/** As if never tried: the step that waits for capacity, or what failed and is asked for again. */
export async function resetSteps(db: Db, userId: UserId, states: readonly ("running" | "failed")[]): Promise<void> {
  await db
    .update(steps)
    .set({ state: "pending", attempts: 0, startedAt: null, finishedAt: null, failureCode: null })
    .where(and(eq(steps.userId, userId), inArray(steps.state, states)));
}

const hasNoPlace = raw`not exists (select 1 from ${assignments} where ${assignments.userId} = p.user_id)`;

/** How many people asked before this member and have no place yet: slots that are theirs. */
export async function countAhead(db: Db, userId: UserId): Promise<number> {
  const [row] = await db.execute<{ ahead: string }>(raw`
    select count(*) as ahead from ${placements} p join ${placements} me on me.user_id = ${userId}
    where p.state in ('waiting', 'placing') and (p.requested_at, p.user_id) < (me.requested_at, me.user_id) and ${hasNoPlace}`);
  return Number(row?.ahead ?? 0);
}

/** The member's position in the waiting list; 1 is next. */
export async function queuePositionOf(db: Db, userId: UserId): Promise<number> {
  const [row] = await db.execute<{ position: string }>(raw`
    select count(*) as position from ${placements} p join ${placements} me on me.user_id = ${userId}
    where p.state = 'waiting' and (p.requested_at, p.user_id) <= (me.requested_at, me.user_id)`);
  return Number(row?.position ?? 0);
}

/** Lets in, oldest first, as many of those who wait as there are places that nobody on the way already counts on. */
export async function admitOldest(db: Db, places: number): Promise<UserId[]> {
  const rows = await db.execute<{ user_id: UserId }>(raw`
    with on_the_way as (select count(*) as people from ${placements} p where p.state = 'placing' and ${hasNoPlace})
    update ${placements} set state = 'placing' where user_id in (
      select user_id from ${placements} where state = 'waiting' order by requested_at, user_id
      limit (select greatest(0, ${places} - people) from on_the_way))
    returning user_id`);
  return rows.map((row) => row.user_id);
}

/**
 * Members whose placement stands still: nothing moved since `before`, and no job waits for its turn. A worker that died keeps its job
 * locked for hours.
 */
export async function stalledPlacements(db: Db, before: Date): Promise<UserId[]> {
  const rows = await db.execute<{ user_id: UserId }>(raw`
    select p.user_id from ${placements} p
    where p.state = 'placing' and p.requested_at < ${before.toISOString()}
      and not exists (select 1 from ${steps} s where s.user_id = p.user_id and greatest(s.started_at, s.finished_at) >= ${before.toISOString()})
      and not exists (select 1 from graphile_worker.jobs j
                      where j.key = 'place:' || p.user_id and j.locked_at is null and j.attempts < j.max_attempts)`);
  return rows.map((row) => row.user_id);
}

/** Whether a job of one of these keys is still to be done. */
export async function isJobAhead(db: Db, keys: readonly string[]): Promise<boolean> {
  const ahead = await db.execute(
    raw`select 1 from graphile_worker.jobs where ${inArray(raw`key`, [...keys])} and attempts < max_attempts limit 1`,
  );
  return ahead.length > 0;
}
