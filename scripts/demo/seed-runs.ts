import { DAY, HOUR, later, MINUTE } from "../../app/core/clock";
import { newId, type ClusterId, type EnvironmentId, type UserId } from "../../app/core/id";
import { parseDecimal, sumNano } from "../../app/core/money";
import { db, sql } from "../../app/db/pool.server";
import { creditOf } from "../../app/domain/billing/available-credit.server";
import { hourlyPrice, inForce } from "../../app/domain/billing/price-book";
import { priceBooks } from "../../app/domain/billing/price-books.server";
import type { Habit } from "./habits";

type SizeRow = { id: string; slug: string; cpuMilli: number; memoryMib: number; gpus: number };
type Stay = { size: SizeRow; from: Date; to: Date };

/** The member's notebook and every run of it, as the habit has it. */
export async function insertHistory(
  ownerId: UserId,
  clusterId: ClusterId,
  habit: Habit,
  began: Date,
  now: Date,
): Promise<void> {
  const sizes = await sql<
    SizeRow[]
  >`select id, slug, cpu_milli as "cpuMilli", memory_mib as "memoryMib", gpus from sizes order by position`;
  const stays = await affordable(ownerId, habit, [...staysOf(habit, sizes, began, now)], now);
  const last = stays.at(-1);
  if (!last) return;
  const environmentId = newId("env");
  const row = {
    id: environmentId,
    owner_id: ownerId,
    cluster_id: clusterId,
    size_id: last.size.id,
    at: last.to,
    created_at: stays[0]?.from ?? began,
  };
  await sql`
    insert into environments (id, owner_id, cluster_id, backend, server_name, name, size_id, state, reason, state_changed_at, created_at)
    values (${row.id}, ${row.owner_id}, ${row.cluster_id}, 'jupyterhub', '', 'Notebook', ${row.size_id}, 'stopped', 'stoppedByOwner', ${row.at}, ${row.created_at})`;
  await sql`insert into environment_runs ${sql(stays.map((stay) => runOf(environmentId, stay)))}`;
  await sql`insert into environment_events ${sql(stays.slice(-6).flatMap((stay) => eventsOf(environmentId, stay)))}`;
}

/** Bob's last start did not work, and the hub said why. */
export async function failLastStart(ownerId: UserId, at: Date): Promise<void> {
  const cause = "The kernel image could not be unpacked: no space left on the node's disk.";
  const [environment] = await sql<{ id: EnvironmentId }[]>`
    update environments set state = 'failed', reason = 'startFailed', reason_params = ${sql.json({ cause })}, state_changed_at = ${at}
    where owner_id = ${ownerId} returning id`;
  if (!environment) return;
  const requested = later(at, -12_000);
  await sql`insert into environment_events (environment_id, at, state, reason, reason_params) values
    (${environment.id}, ${requested}, 'creating', 'startRequested', null), (${environment.id}, ${at}, 'failed', 'startFailed', ${sql.json({ cause })})`;
  await sql`
    insert into environment_runs (id, environment_id, cpu_milli, memory_mib, gpus, requested_at, ended_at, end_reason, asks)
    select ${newId("run")}, ${environment.id}, cpu_milli, memory_mib, gpus, ${requested}, ${at}, 'startFailed', 1 from sizes where slug = 'small'`;
}

/** One or two stays on each working day: a morning, and now and then an afternoon. */
function* staysOf(habit: Habit, sizes: readonly SizeRow[], began: Date, now: Date): Generator<Stay> {
  const chance = randomFrom(habit.seed);
  const midnight = Math.ceil(began.getTime() / DAY) * DAY;
  for (let day = 0; day < 90; day++) {
    const morning = later(
      began,
      midnight - began.getTime() + day * DAY + 8 * HOUR + Math.floor(chance() * 90) * MINUTE,
    );
    const isWorkday = morning.getUTCDay() % 6 !== 0 && chance() < habit.daysAWeek / 5;
    const slug = habit.sizes[Math.floor(chance() * habit.sizes.length)];
    const size = sizes.find((one) => one.slug === slug);
    const lengths = [30 + chance() * 200, chance() < 0.4 ? 40 + chance() * 150 : 0];
    if (!isWorkday || !size) continue;
    for (const [half, minutes] of lengths.entries()) {
      const from = later(morning, half * 5 * HOUR);
      const to = later(from, Math.round(minutes * MINUTE));
      if (minutes > 0 && to < later(now, -HOUR)) yield { size, from, to };
    }
  }
}

/** The stays that the member's credit paid for, the last one cut off where it ran out. */
async function affordable(userId: UserId, habit: Habit, stays: readonly Stay[], now: Date): Promise<Stay[]> {
  const left = habit.worksUntilCreditIs && parseDecimal(habit.worksUntilCreditIs);
  if (!left) return [...stays];
  const book = inForce(await priceBooks(), now);
  const { available } = await creditOf(db, userId);
  const paid: Stay[] = [];
  let spent = 0n;
  for (const stay of stays) {
    const perHour = hourlyPrice(book, stay.size);
    const length = BigInt(stay.to.getTime() - stay.from.getTime());
    const cost = (perHour * length) / BigInt(HOUR);
    const rest = available - left - spent;
    if (cost >= rest) return [...paid, { ...stay, to: later(stay.from, Number((rest * BigInt(HOUR)) / perHour)) }];
    spent = sumNano([spent, cost]);
    paid.push(stay);
  }
  return paid;
}

function runOf(environmentId: EnvironmentId, { size, from, to }: Stay) {
  return {
    id: newId("run"),
    environment_id: environmentId,
    cpu_milli: size.cpuMilli,
    memory_mib: size.memoryMib,
    gpus: size.gpus,
    requested_at: later(from, -7000),
    started_at: from,
    ready_at: from,
    last_seen_at: to,
    ended_at: to,
    end_reason: "stoppedByOwner",
    asks: 1,
  };
}

function eventsOf(environmentId: EnvironmentId, { from, to }: Stay) {
  return [
    { environment_id: environmentId, at: later(from, -7000), state: "creating", reason: "startRequested" },
    { environment_id: environmentId, at: from, state: "running", reason: "ready" },
    { environment_id: environmentId, at: to, state: "stopping", reason: "stoppedByOwner" },
    { environment_id: environmentId, at: later(to, 2000), state: "stopped", reason: "stoppedByOwner" },
  ];
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
