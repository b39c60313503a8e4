import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import type { Assignment } from "~/domain/clusters/assignments.queries.server";
import { hubOf } from "~/domain/clusters/connections.server";
import { isActive } from "./environment";
import { notebookOf } from "./environments.queries.server";
import { reconcileEnvironment } from "./reconcile-environment.server";
import { adoptUnknownServers } from "./upkeep.queries.server";

/**
 * Gets to know a notebook that its owner started on the hub's own pages, without waiting for the next look at the whole cluster. Refuses
 * `unavailable` when the hub cannot say whether there is one.
 */
export async function adoptNotebook({ userId, clusterId, hubUsername }: Assignment): Promise<void> {
  const known = await notebookOf(db, userId, clusterId);
  if (known && isActive(known.state)) return;
  const now = clock.now();
  const { state, startedAt = now, profile } = await (await hubOf(clusterId)).server(hubUsername);
  if (state !== "ready") return;
  const server = { username: hubUsername, serverName: "", startedAt, ...(profile && { profile }) };
  await adoptUnknownServers(clusterId, [server], now);
  const notebook = await notebookOf(db, userId, clusterId);
  if (notebook) await reconcileEnvironment(notebook.id);
}
