import { afterAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/pool.server";
import { aUser, resetSimulators, startSimulators } from "~/testing/placement-fixtures";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import { connectCluster } from "./connect-cluster.server";

const simulators = await startSimulators();
afterAll(() => simulators.stop());
beforeEach(() => resetSimulators(simulators));

test("of admins who add one hub at once under several names one does, and the others hear whose it is", async () => {
  const { hopsworks, hub, hubToken } = simulators;
  const ada = { userId: await aUser("ada@example.org", "Ada"), email: "ada@example.org", name: "Ada", isAdmin: true };
  const connect = (name: string) =>
    connectCluster(ada, {
      ...{ name, hopsworksUrl: hopsworks.url, hopsworksKey: hopsworks.apiKey, hopsworksIdpClientId: "atrium" },
      ...{ hubApiUrl: hub.apiUrl, hubPublicUrl: hub.publicUrl, hubToken, maxMembers: 2, anyway: true },
    });
  const answers = await Promise.allSettled(["north", "south", "east", "west"].map(connect));
  const added = await clustersOverview(db);
  expect(added).toHaveLength(1);
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
  expect(refused).toHaveLength(3);
  for (const reason of refused)
    expect(reason).toMatchObject({ refusal: "conflict", code: "hubKnown", params: { cluster: added[0]?.name } });
});
