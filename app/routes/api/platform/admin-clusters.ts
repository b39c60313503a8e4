import { z } from "zod";
import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import { clustersOverview, findClusterOverview } from "~/domain/clusters/clusters.queries.server";
import { connectCluster } from "~/domain/clusters/connections/connect-cluster.server";
import { endpoint } from "~/web/api/endpoint.server";
import { clusterAnswer, serializeCluster } from "./cluster-answer";
import { newCluster, wholeCluster } from "./cluster-body";

export const listClusters = endpoint({
  family: "platform",
  method: "GET",
  path: "/admin/clusters",
  name: "listClusters",
  summary: "The clusters, oldest first",
  access: "admin",
  scopes: ["admin"],
  answer: z.object({ clusters: z.array(clusterAnswer) }).meta({ id: "Clusters" }),
  work: async () => ({ clusters: (await clustersWithState(db, await clustersOverview(db))).map(serializeCluster) }),
});

export const createCluster = endpoint({
  family: "platform",
  method: "POST",
  path: "/admin/clusters",
  name: "createCluster",
  summary: "Try a cluster and add it",
  description:
    "Both of its systems are asked before anything is stored, unless `anyway` says otherwise. Whoever waits for room gets in.",
  access: "admin",
  scopes: ["admin"],
  body: newCluster,
  answer: clusterAnswer,
  statuses: [201],
  creates: true,
  refuses: ["conflict", "unavailable"],
  work: async ({ viewer, body }) => {
    const { id } = await connectCluster(viewer, wholeCluster(body));
    const overview = (await findClusterOverview(db, id)) ?? refuse("not_found", "clusterUnknown");
    const [made] = await clustersWithState(db, [overview]);
    return serializeCluster(made ?? refuse("not_found", "clusterUnknown"));
  },
});
