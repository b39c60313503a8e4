import { sizes } from "@schema/workloads";
import { asc, eq, isNull } from "drizzle-orm";
import type { SizeId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Size } from "./workload";

/** The sizes on offer, in their order. */
export async function sizesOnOffer(db: Db): Promise<Size[]> {
  const rows = await db.select().from(sizes).where(isNull(sizes.retiredAt)).orderBy(asc(sizes.position));
  return rows.map(sizeOf);
}

/** The size of this slug, on offer or not any more: it may run still. */
export async function findSizeBySlug(db: Db, slug: string): Promise<Size | undefined> {
  const [row] = await db.select().from(sizes).where(eq(sizes.slug, slug));
  return row && sizeOf(row);
}

/** Inserts the sizes unless some are there. */
export async function insertFirstSizes(db: Db, rows: (typeof sizes.$inferInsert)[]): Promise<void> {
  if ((await db.$count(sizes)) === 0) await db.insert(sizes).values(rows).onConflictDoNothing();
}

/** A row of sizes as the rest of the portal knows it. */
export function sizeOf(row: typeof sizes.$inferSelect): Size {
  return {
    id: row.id as SizeId,
    slug: row.slug,
    name: row.name,
    cpuMilli: row.cpuMilli,
    memoryMib: row.memoryMib,
    gpus: row.gpus,
  };
}
