import { afterEach, beforeEach, expect, test } from "vitest";
import { newId, type UserId } from "~/core/id";
import { asOwner } from "~/testing/database/as-owner";
import { aMember } from "~/testing/billing/billing-fixtures";
import type { Admitted } from "./admit.server";
import { answerIdempotently } from "./idempotency.server";
import { Answer } from "./endpoint.server";

const spec = {
  creates: true,
  method: "POST",
  family: "workspace",
  path: "/things",
  statuses: [201],
} as const;
const soon = { timeout: 15_000, interval: 200 };

let userId: UserId;
let effects: number;

beforeEach(async () => {
  ({ userId } = await aMember({ email: `${newId("user")}@example.org`, name: "Ada" }));
  effects = 0;
});

/** The end of no request can be written, as when PostgreSQL went away in its midst. */
const noEnd = () =>
  asOwner(async (owner) => {
    await owner`create function no_end() returns trigger language plpgsql as 'begin raise exception ''away''; end'`;
    await owner`create trigger no_end before update or delete on idempotent_requests for each row execute function no_end()`;
  });
const again = () => asOwner((owner) => owner`drop function if exists no_end cascade`);

afterEach(again);

/** Asks with the key; what it does is counted. */
async function ask(during: () => Promise<unknown> = () => Promise.resolve()) {
  const request = { get: (name: string) => (name === "Idempotency-Key" ? "k" : undefined), body: { a: 1 } };
  const said = await answerIdempotently(spec, { viewer: { userId } } as Admitted, request as never, async () => {
    effects += 1;
    await during();
    return new Answer({ n: effects }, 201);
  });
  return said instanceof Answer ? said.body : said;
}

const refusalOf = (error: unknown) => (error as { refusal?: string }).refusal ?? "failed";

test("what is done is answered and not done again, though its answer cannot be kept at once", async () => {
  expect(await ask(noEnd)).toEqual({ n: 1 });
  expect(await ask().catch(refusalOf), "its answer is not there yet").toBe("conflict");
  await again();
  await expect.poll(() => ask().catch(refusalOf), soon).toEqual({ n: 1 });
  expect(effects).toBe(1);
}, 30_000);

test("the key of a request that failed is free as soon as the database answers again", async () => {
  const cut = () => noEnd().then(() => Promise.reject(new Error("the connection is lost")));
  expect(await ask(cut).catch(refusalOf)).toBe("failed");
  expect(await ask().catch(refusalOf)).toBe("conflict");
  await again();
  await expect.poll(() => ask().catch(refusalOf), soon).toEqual({ n: 2 });
}, 30_000);
