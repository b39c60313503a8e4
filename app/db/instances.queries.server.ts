import { instances } from "@schema/cron";
import { sql as raw, type SQL } from "drizzle-orm";
import { SECOND } from "~/core/clock";
import { hasListened } from "./database-contact.server";
import type { Db } from "./pool.server";

/** The first half of the key of an instance's advisory lock; the second is its number. */
const LOCK_CLASS = 1_096_045_129;

/** A session that was cut is back, with its lock, long before this has passed. */
const LOCK_GRACE = 10 * SECOND;

const isLocked = (number: SQL) => raw`exists (
  select 1 from pg_locks l where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ${LOCK_CLASS}::oid and l.objid = (${number})::oid
    and l.database = (select oid from pg_database where datname = current_database()))`;

/** Writes down that the instance lives, and takes its lock unless this session has it; returns the database's time. To be asked on the session that is kept. */
export async function holdInstance(db: Db, id: string): Promise<Date> {
  const seenAt = raw`now()`;
  const [row] = await db
    .insert(instances)
    .values({ id, seenAt })
    .onConflictDoUpdate({ target: instances.id, set: { seenAt } })
    .returning({ number: instances.lockNumber, at: instances.seenAt });
  if (!row) throw new Error("an instance that was written is not there");
  const { number } = row;
  await db.execute(raw`
    select pg_try_advisory_lock(${LOCK_CLASS}::int, ${number}::int) where not exists (
      select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and objsubid = 2
        and classid = ${LOCK_CLASS}::oid and objid = ${number}::int::oid)`);
  return row.at;
}

/**
 * Whether the instance of this id lives: its session holds its lock, or was cut a moment ago and may come back. A process that is halted
 * or overloaded keeps the lock; one that was killed loses it at once. As long as this process has not been answered by the database
 * for all of that grace everybody lives: the others' sessions may have been cut with its own. `graceMs` is for tests.
 */
export function instanceLives(id: SQL, graceMs: number = LOCK_GRACE): SQL {
  return raw`(not ${hasListened(graceMs)} or exists (
    select 1 from instances i where i.id = ${id}
      and (i.seen_at >= now() - make_interval(secs => ${graceMs / SECOND}) or ${isLocked(raw`i.lock_number`)})))`;
}

/** Forgets the instances that ended more than an hour ago. */
export async function deleteDeadInstances(db: Db): Promise<void> {
  await db.execute(
    raw`delete from instances o where o.seen_at < now() - interval '1 hour' and not ${instanceLives(raw`o.id`)}`,
  );
}
