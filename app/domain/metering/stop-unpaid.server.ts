import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import { creditsOfUsers } from "~/domain/billing/accounts.queries.server";
import { inForce } from "~/domain/billing/price-book";
import { priceBooks } from "~/domain/billing/price-books.server";
import { stopForCredit } from "~/domain/environments/stop-environment.server";
import { liveCost } from "./run-cost";
import { runningEnvironments } from "./unpaid.queries.server";

const PAGE = 500;

/**
 * Stops what its owner's credit no longer pays for: the credit less what runs right now and was not collected yet. Prepaid stops at
 * zero, and the owner is told why on every page that shows the environment. Returns how many ran and how many were stopped.
 */
export async function stopUnpaid(): Promise<{ running: number; stopped: number }> {
  const book = inForce(await priceBooks(), clock.now());
  let running = 0;
  let stopped = 0;
  for (let after = ""; ;) {
    const page = await runningEnvironments(after, PAGE);
    const credits = await creditsOfUsers(db, [...new Set(page.map(({ ownerId }) => ownerId))]);
    for (const environment of page) {
      const uncollected = liveCost({ ...environment, startedAt: environment.uncollectedFrom }, book, clock.now());
      if ((credits.get(environment.ownerId)?.available ?? 0n) - uncollected > 0n) continue;
      await stopForCredit(environment.ownerId, environment.id);
      stopped += 1;
    }
    running += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { running, stopped };
    after = last.id;
  }
}
