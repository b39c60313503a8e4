import { afterEach, beforeEach, expect, test } from "vitest";
import { freezeClock, instant, later, MINUTE } from "~/core/clock";
import { nano } from "~/core/money";
import { db } from "~/db/pool.server";
import { emptyBilling } from "~/testing/billing/billing-fixtures";
import { firstPriceBook } from "./first-price-book";
import { ensureFirstPriceBook } from "./first-price-book.server";
import { inForce, pricePerUnit } from "./price-book";
import { allPriceBooks } from "./price-books.queries.server";
import { invalidatePriceBooks, priceBooks } from "./price-books.server";
import { publishPriceBook } from "./publish-price-book.server";

const noon = instant("2026-11-22T12:00:00Z");
const { prices } = firstPriceBook;

beforeEach(async () => {
  freezeClock(noon);
  invalidatePriceBooks();
  await emptyBilling();
});
afterEach(() => freezeClock(undefined));

test("the first start publishes the first prices, once, however many replicas start at the same time", async () => {
  await Promise.all(Array.from({ length: 8 }, () => ensureFirstPriceBook()));
  await ensureFirstPriceBook();
  expect(await allPriceBooks(db)).toMatchObject([{ version: 1, currency: "EUR", ...firstPriceBook }]);
});

test("a new version is known at once here, and leaves what was before alone", async () => {
  await ensureFirstPriceBook();
  expect(await priceBooks()).toHaveLength(1);
  const dearer = { ...prices, gpu_hours: pricePerUnit("gpu_hours", nano(2_000_000_000n)) };
  const published = await publishPriceBook({ validFrom: later(noon, 15 * MINUTE), prices: dearer });
  expect(published.version).toBe(2);
  const books = await priceBooks();
  expect(inForce(books, later(noon, 15 * MINUTE - 1)).version).toBe(1);
  expect(inForce(books, later(noon, 15 * MINUTE)).prices.gpu_hours?.nano).toBe(2_000_000_000n);
});

test("prices begin at a window's start, not in the past, not twice at once, not below zero", async () => {
  await ensureFirstPriceBook();
  const publish = (validFrom: Date) => publishPriceBook({ validFrom, prices });
  await expect(publish(later(noon, 7 * MINUTE))).rejects.toMatchObject({
    refusal: "invalid",
    code: "priceBookOffWindow",
  });
  await expect(publish(later(noon, -15 * MINUTE))).rejects.toMatchObject({
    refusal: "invalid",
    code: "priceBookInPast",
  });
  await publish(noon);
  await expect(publish(noon)).rejects.toMatchObject({ refusal: "conflict", code: "priceBookTaken" });
  const free = { ...prices, cpu_hours: { nano: -1n, quantity: 1n } };
  await expect(publishPriceBook({ validFrom: later(noon, 15 * MINUTE), prices: free })).rejects.toMatchObject({
    code: "priceBelowZero",
  });
  expect((await allPriceBooks(db)).map((book) => book.version)).toEqual([1, 2]);
});

test("two admins who publish at the same time get two versions", async () => {
  await ensureFirstPriceBook();
  const starts = [1, 2, 3, 4].map((windows) => later(noon, windows * 15 * MINUTE));
  const published = await Promise.all(starts.map((validFrom) => publishPriceBook({ validFrom, prices })));
  expect(published.map((book) => book.version).sort()).toEqual([2, 3, 4, 5]);
});
