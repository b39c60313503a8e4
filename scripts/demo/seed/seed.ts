import { clock, DAY, freezeClock, later } from "../../../app/core/clock";
import { log } from "../../../app/core/log.server";
import { ensureFirstPriceBook } from "../../../app/domain/billing/prices/first-price-book.server";
import { ensureFirstSizes } from "../../../app/domain/workloads/ensure-first-sizes.server";
import type { StandIns, StartedHub } from "../settings";
import { join, placeWhoeverAsked, signIn } from "./arrivals";
import { at, calendarUntil, DAYS, type Calendar } from "./calendar";
import { addFirstCluster } from "./clusters";
import { collections, collectUntilNow } from "./collection";
import { events } from "./events";
import { castHabits, type Participant } from "./habits";
import { countSeed, removeDoneJobs, sizesBySlug, type SeedCounts } from "./history.queries.server";
import { everybody, others } from "./members";
import { buyCredits, topUp } from "./money";
import { failBobsStart, leaveUnplaced, startWorking } from "./now";
import { plannedStays } from "./plan-stays";
import { programs } from "./programs";
import { deliverAll, webhooks } from "./webhooks";
import { recordWork } from "./work";
import { goThrough, type Happening, type World } from "./world";

/**
 * 90 days of some forty members' work on two clusters. Everything goes the way the product goes (sign-in, placement on the live systems,
 * purchases through the payment stand-in, collection, settling, deliveries), in the order of time with the clock moved along; only the
 * runs themselves are written as the portal would have left them.
 */
export async function seedDemo(hub: StartedHub, standIns: StandIns): Promise<SeedCounts> {
  const calendar = calendarUntil(clock.now());
  const { delivery } = standIns.stripe.control;
  const { times } = delivery;
  // The portal does not listen yet: what Stripe would tell it is asked for.
  delivery.times = 0;
  const { level } = log;
  // What goes wrong is meant to.
  log.level = "fatal";
  freezeClock(calendar.began);
  try {
    const world = await beginWorld(calendar, standIns, hub);
    await goThrough(world, happenings(world), calendar.now);
    await arriveAtNow(world);
    return await countSeed();
  } finally {
    freezeClock(undefined);
    delivery.times = times;
    log.level = level;
  }
}

/** The platform on its first day: prices, sizes, one cluster, and the cast on it. */
async function beginWorld(calendar: Calendar, standIns: StandIns, hub: StartedHub): Promise<World> {
  await ensureFirstPriceBook();
  await ensureFirstSizes();
  const ahead = everybody
    .flatMap((who) => plannedStays(who.habit, calendar).map((stay) => ({ ...stay, who })))
    .sort((a, b) => a.from.getTime() - b.from.getTime());
  const world: World = {
    calendar,
    standIns,
    sizes: await sizesBySlug(),
    clusters: {},
    joined: new Map(),
    uncollected: new Set(),
    viewers: new Map(),
    signedIn: new Map(),
    notebooks: new Map(),
    lastEnd: new Map(),
    paid: new Map(),
    ahead,
  };
  await addFirstCluster(world, hub);
  for (const person of castHabits) await join(world, person);
  await placeWhoeverAsked();
  return world;
}

function happenings(world: World): Happening[] {
  const { calendar } = world;
  return [
    ...Array.from({ length: DAYS }, (_, day) => ({ at: at(calendar, day, 5), does: () => beginDay(world, day) })),
    ...everybody.flatMap(({ email, habit }) =>
      (habit.purchases ?? []).map(({ day, amount }) => ({
        at: at(calendar, day, 9),
        does: () => buyCredits(world, email, amount),
      })),
    ),
    ...everybody.flatMap((who) => comings(world, who)),
    ...events(calendar),
    ...programs(world),
    ...webhooks(world),
    ...collections(calendar).map(({ at: when, does }) => ({
      at: when,
      does: async () => (await does(world), deliverAll(world, when)),
    })),
  ];
}

/** Who comes today comes early; then whoever is short of credit buys some. */
async function beginDay(world: World, day: number): Promise<void> {
  for (const person of others) if (person.habit.joins === day) await join(world, person);
  await placeWhoeverAsked();
  await topUp(world, others);
}

/** After so long somebody has to sign in again, more or less. */
const SESSION = 28 * DAY;

/** Whoever has not been signed in for long signs in when they begin to work. */
function comings(world: World, who: Participant): Happening[] {
  const days = Map.groupBy(
    world.ahead.filter((stay) => stay.who === who),
    (stay) => stay.day,
  );
  let last = later(world.calendar.midnight(who.habit.joins ?? 0), 0);
  return [...days.values()].flatMap(([stay], index, all) => {
    if (!stay || (stay.from.getTime() - last.getTime() < SESSION && index < all.length - 1)) return [];
    last = stay.from;
    return [{ at: later(stay.from, -60_000), does: () => signIn(world, who) }];
  });
}

/** What is so when the demo is opened. */
async function arriveAtNow(world: World): Promise<void> {
  await leaveUnplaced(world);
  await recordWork(world);
  await startWorking(world);
  await failBobsStart(world);
  await deliverAll(world, world.calendar.now);
  freezeClock(undefined);
  await collectUntilNow(world);
  await removeDoneJobs();
}
