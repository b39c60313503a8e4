import { newId } from "~/core/id";
import { db } from "~/db/pool.server";
import { insertFirstSizes } from "./sizes.queries.server";
import { firstSizes } from "./first-sizes";

/** Puts the first sizes on offer if there have never been any; replicas that start at once do it once. */
export async function ensureFirstSizes(): Promise<void> {
  await insertFirstSizes(
    db,
    firstSizes.map((size, position) => ({ ...size, id: newId("size"), position })),
  );
}
