import { z } from "zod";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { memberProfileOf } from "~/domain/identity/members/member-profile.server";
import { endpoint } from "~/web/api/endpoint.server";

const cluster = z.object({
  name: z.string().meta({ example: "cluster1" }),
  api_url: z.string().meta({ example: "https://hopsworks.example.org" }),
});

const user = z
  .object({
    user: z.object({
      id: z.string().describe("How the identity provider names the member.").meta({ example: "auth0|6553a1" }),
      email: z.string().meta({ example: "alice@example.org" }),
      hopsworks_username: z.string().nullable().describe("Null until the member has a place on a cluster."),
      hopsworks_cluster: cluster.nullable(),
    }),
  })
  .meta({ id: "PlatformUser" });

export const readUser = endpoint({
  family: "platform",
  method: "GET",
  path: "/user",
  name: "readUser",
  summary: "Who I am, and where my place is",
  access: "member",
  scopes: ["profile:read"],
  answer: user,
  work: async ({ viewer }) => {
    const [{ subject, email }, place] = await Promise.all([
      memberProfileOf(db, viewer.userId),
      assignmentOf(db, viewer.userId),
    ]);
    return {
      user: {
        id: subject,
        email,
        hopsworks_username: place?.hopsworksUsername ?? null,
        hopsworks_cluster: place ? { name: place.clusterName, api_url: place.hopsworksUrl } : null,
      },
    };
  },
});
