import { clock, DAY, freezeClock, HOUR, later, MINUTE } from "../../app/core/clock";
import { env } from "../../app/core/env.server";
import type { ClusterId, UserId } from "../../app/core/id";
import { sql } from "../../app/db/pool.server";
import { ensureFirstPriceBook } from "../../app/domain/billing/first-price-book.server";
import { openAccount } from "../../app/domain/billing/open-account.server";
import { settleUsage } from "../../app/domain/billing/settle-usage.server";
import { addCluster } from "../../app/domain/clusters/add-cluster.server";
import { placeMember } from "../../app/domain/clusters/place-member.server";
import { requestPlacement } from "../../app/domain/clusters/request-placement.server";
import { ensureFirstSizes } from "../../app/domain/environments/ensure-first-sizes.server";
import { signInMember } from "../../app/domain/identity/sign-in-member.server";
import type { Viewer } from "../../app/domain/identity/viewer";
import { collectCluster } from "../../app/domain/metering/collect-cluster.server";
import { owedWindow } from "../../app/domain/metering/coverage";
import { cast, type CastMember } from "../../app/testing/cast";
import { buyCredits } from "./seed-purchases";
import { failLastStart, insertHistory } from "./seed-runs";
import { habits } from "./habits";
import type { DemoSettings, StartedHub } from "./settings";

const DAYS = 90;

/**
 * 90 days of three members' work. Everything goes the way the product goes (sign-in, placement on the live systems, purchases through
 * the payment stand-in, collection, settling); only the clock and the history of runs are given.
 */
export async function seedDemo(settings: DemoSettings, hub: StartedHub): Promise<void> {
  const now = clock.now();
  const began = later(now, -DAYS * DAY);
  freezeClock(began);
  try {
    await ensureFirstPriceBook();
    await ensureFirstSizes();
    const clusterId = await addDemoCluster(settings, hub);
    for (const person of [cast.ada, cast.alice, cast.bob]) {
      const viewer = await join(person);
      await liveThrough(viewer, clusterId, began, now);
    }
    freezeClock(undefined);
    await collectEverything(clusterId, began);
    await settleUsage();
    await failLastStart(await userIdOf(cast.bob.email), later(clock.now(), -35 * MINUTE));
  } finally {
    freezeClock(undefined);
  }
}

async function addDemoCluster({ ports, secrets }: DemoSettings, hub: StartedHub): Promise<ClusterId> {
  return addCluster({
    name: "eu-1",
    hopsworksUrl: `http://localhost:${ports.hopsworks}`,
    hopsworksKey: secrets.hopsworksKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.publicUrl,
    hubToken: secrets.hubToken,
    maxMembers: 100,
    acceptsMembers: true,
    isSimulated: hub.isSimulated,
  });
}

async function join(person: CastMember): Promise<Viewer> {
  const { subject, email, name, givenName, familyName } = person;
  const { viewer } = await signInMember({
    issuer: env().AUTH_ISSUER ?? "",
    subject,
    email,
    name,
    givenName,
    familyName,
  });
  await openAccount(viewer.userId);
  await requestPlacement(viewer.userId);
  await placeMember(viewer.userId);
  return viewer;
}

async function liveThrough(viewer: Viewer, clusterId: ClusterId, began: Date, now: Date): Promise<void> {
  const habit = habits[viewer.email];
  if (!habit) return;
  for (const { day, amount } of habit.purchases) {
    freezeClock(later(began, day * DAY + 9 * HOUR));
    await buyCredits(viewer, amount);
  }
  freezeClock(began);
  await insertHistory(viewer.userId, clusterId, habit, began, now);
}

/**
 * One collection makes up for all windows; what it cannot know is that each was collected on time. The demo says so of every window
 * but one evening, when the collector was late.
 */
async function collectEverything(clusterId: ClusterId, began: Date): Promise<void> {
  const owed = owedWindow(clock.now());
  await collectCluster(clusterId, owed);
  const lateFrom = later(owed, -7 * HOUR);
  const lateUntil = later(lateFrom, 90 * MINUTE);
  await sql`
    update collector_runs set state = 'done', attempts = 1, failure_code = null, seen = 0, unattributed = 0,
      started_at = case when window_start >= ${lateFrom} and window_start < ${lateUntil} then ${lateUntil}::timestamptz + interval '15 minutes' else window_start + interval '15 minutes 2 seconds' end,
      finished_at = case when window_start >= ${lateFrom} and window_start < ${lateUntil} then ${lateUntil}::timestamptz + interval '16 minutes' else window_start + interval '15 minutes 3 seconds' end
    where cluster_id = ${clusterId} and window_start >= ${began} and window_start < ${owed}`;
}

async function userIdOf(email: string): Promise<UserId> {
  const [row] = await sql<{ id: UserId }[]>`select id from users where email = ${email}`;
  if (!row) throw new Error(`${email} has not signed in`);
  return row.id;
}
