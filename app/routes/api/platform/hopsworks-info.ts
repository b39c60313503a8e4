import { z } from "zod";
import { hopsworksInfoOf } from "~/domain/clusters/connections/hopsworks-info.server";
import { endpoint } from "~/web/api/endpoint.server";

const hopsworksUser = z.object({
  username: z.string().meta({ example: "alice000" }),
  email: z.string().meta({ example: "alice@example.org" }),
  accountType: z.string().optional().meta({ example: "OAUTH2" }),
  status: z.int().optional().describe("Hopsworks' own number; 2 is an activated account.").meta({ example: 2 }),
  maxNumProjects: z.int().optional().meta({ example: 5 }),
  numActiveProjects: z.int().optional().describe("As Hopsworks counts, with what failed on the way."),
  activated: z.iso.datetime().optional(),
});

const project = z.object({
  id: z.int().meta({ example: 119 }),
  name: z.string().meta({ example: "alice" }),
  owner: z.string().describe("The creator's username.").meta({ example: "alice000" }),
  created: z.iso.datetime().optional(),
});

const info = z
  .object({
    hasCluster: z.boolean(),
    clusterName: z.string().optional().meta({ example: "cluster1" }),
    hasHopsworksUser: z.boolean().optional(),
    hopsworksUser: hopsworksUser.optional(),
    projects: z.array(project).optional().describe("The usable projects that the member created, oldest first."),
    stale: z.literal(true).optional().describe("Hopsworks does not answer now: what is missing is not known."),
  })
  .meta({ id: "HopsworksInfo" });

export const readHopsworksInfo = endpoint({
  family: "platform",
  method: "GET",
  path: "/user/hopsworks-info",
  name: "readHopsworksInfo",
  summary: "Who I am at Hopsworks, and my projects there",
  description:
    "Asked of Hopsworks at this moment, by the verified e-mail; the projects are at most a minute old. What is not known is an absent key.",
  access: "member",
  scopes: ["profile:read"],
  answer: info,
  work: async ({ viewer }) => {
    const found = await hopsworksInfoOf(viewer.userId);
    if (!found) return { hasCluster: false };
    const { clusterName, live } = found;
    if (!live) return { hasCluster: true, clusterName, stale: true as const };
    if (!live.user) return { hasCluster: true, clusterName, hasHopsworksUser: false };
    const { id: _, activated, ...user } = live.user;
    return {
      hasCluster: true,
      clusterName,
      hasHopsworksUser: true,
      hopsworksUser: { ...user, activated: activated?.toISOString() },
      projects: live.projects.map(({ id, name, owner, created }) => ({
        id,
        name,
        owner,
        created: created?.toISOString(),
      })),
    };
  },
});
