import { db } from "~/db/pool.server";
import { clusterCapacities } from "~/domain/clusters/clusters.queries.server";
import { hopsworksOf } from "./connections.server";

/** Asks every cluster's Hopsworks for its version, all at once, so that one that died is known before somebody needs it. How many answered. */
export async function checkHopsworks(): Promise<{ clusters: number; answered: number }> {
  const clusters = await clusterCapacities(db);
  const asked = await Promise.allSettled(clusters.map(async ({ id }) => (await hopsworksOf(id)).version()));
  return { clusters: clusters.length, answered: asked.filter(({ status }) => status === "fulfilled").length };
}
