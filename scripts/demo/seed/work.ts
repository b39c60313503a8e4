import { clock, later, MINUTE } from "../../../app/core/clock";
import { newId, type ClusterId, type EnvironmentId, type UserId } from "../../../app/core/id";
import { db } from "../../../app/db/pool.server";
import { creditsOfUsers } from "../../../app/domain/billing/ledger/accounts.queries.server";
import { hourlyPrice, inForce } from "../../../app/domain/billing/prices/price-book";
import { priceBooks } from "../../../app/domain/billing/prices/price-books.server";
import { affordable } from "./affordable";
import { clustersOf, insertFacts, insertNotebooks, insertRuns, type SizeRow } from "./history.queries.server";
import { givenUpAt, longOutage } from "./outages";
import type { Stay } from "./plan-stays";
import { recordsOf, recordsOfFailure, type Records, type Run } from "./record-run";
import type { PlannedStay, World } from "./world";

/**
 * Records what has ended by now and is not recorded yet, as far as its owner had a place and credit for it. In order of time: what one
 * stay costs the next one cannot spend. What goes on is left for the next time. Returns where something ran.
 */
export async function recordWork(world: World): Promise<Set<ClusterId>> {
  const now = clock.now();
  const [begun, ahead] = [world.ahead.filter(({ from }) => from <= now), world.ahead.filter(({ from }) => from > now)];
  const purse = await purseOf(world, begun);
  const records: Records[] = [];
  const unfinished: PlannedStay[] = [];
  const busy = new Set<ClusterId>();
  for (const planned of begun) {
    const paid = purse.pay(planned);
    if (!paid) continue;
    if (paid.to > now) unfinished.push(planned);
    else {
      records.push(await recordsOfStay(world, planned, paid));
      busy.add(paid.clusterId);
      world.lastEnd.set(paid.ownerId, paid.to);
    }
  }
  world.ahead = [...unfinished, ...ahead];
  await write(records);
  return busy;
}

type Paid = Stay & { ownerId: UserId; clusterId: ClusterId };

/** What these people can pay; `pay` takes what a stay costs, and returns it as far as it can be paid. */
async function purseOf(world: World, stays: readonly PlannedStay[]) {
  const owners = new Set(stays.flatMap(({ who }) => world.viewers.get(who.email)?.userId ?? []));
  if (owners.size === 0) return { pay: () => undefined };
  const [clusters, credits, books] = await Promise.all([
    clustersOf([...owners]),
    creditsOfUsers(db, [...owners]),
    priceBooks(),
  ]);
  const left = new Map<UserId, bigint>([...credits].map(([userId, { available }]) => [userId, available]));
  const pay = (planned: PlannedStay): Paid | undefined => {
    const ownerId = world.viewers.get(planned.who.email)?.userId;
    const clusterId = ownerId && clusters.get(ownerId);
    if (!clusterId) return undefined;
    const credit = left.get(ownerId) ?? 0n;
    const perHour = hourlyPrice(inForce(books, planned.from), sizeOf(world, planned));
    const paid = affordable(planned, planned.who.habit, credit, perHour);
    if (!paid) return undefined;
    const isFree = clusterId === world.clusters.second && givenUpAt(longOutage(world.calendar), planned.from);
    if (!isFree) left.set(ownerId, credit - paid.cost);
    return { ...paid.stay, ownerId, clusterId };
  };
  return { pay };
}

async function recordsOfStay(world: World, planned: PlannedStay, paid: Paid): Promise<Records> {
  const { ownerId, clusterId } = paid;
  const environmentId = await notebookOf(world, ownerId, clusterId, paid);
  const run: Run = { ...paid, environmentId, size: sizeOf(world, planned) };
  const outage = clusterId === world.clusters.second ? givenUpAt(longOutage(world.calendar), paid.from) : undefined;
  return outage ? recordsOfFailure(run, { reason: "hubUnreachable" }, outage) : recordsOf(run);
}

/** Writes what the portal would have written of these runs. */
export async function write(records: readonly Records[]): Promise<void> {
  const events = records.flatMap((one) => one.events).sort((a, b) => a.at.getTime() - b.at.getTime());
  if (records.length === 0) return;
  await insertRuns(
    records.flatMap(({ runs }) => runs),
    events,
  );
  const lines = records.flatMap((one) => one.lines).sort((a, b) => a.at.getTime() - b.at.getTime());
  await insertFacts(lines);
}

export function sizeOf({ sizes }: World, { size }: Pick<Stay, "size">): SizeRow {
  const row = sizes.get(size);
  if (!row) throw new Error(`there is no size ${size}`);
  return row;
}

/** The member's one notebook, made with its first run. */
export async function notebookOf(
  world: World,
  ownerId: UserId,
  clusterId: ClusterId,
  stay: Pick<Stay, "size" | "from">,
): Promise<EnvironmentId> {
  const known = world.notebooks.get(ownerId);
  if (known) return known;
  const id = newId("env");
  const createdAt = later(stay.from, -20 * MINUTE);
  const rest = { backend: "jupyterhub", name: "Notebook", desired: "stopped", observed: "stopped" } as const;
  await insertNotebooks([
    {
      id,
      ownerId,
      clusterId,
      sizeId: sizeOf(world, stay).id,
      desiredAt: createdAt,
      observedAt: createdAt,
      createdAt,
      ...rest,
    },
  ]);
  world.notebooks.set(ownerId, id);
  return id;
}
