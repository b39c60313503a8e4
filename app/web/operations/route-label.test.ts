import { randomBytes } from "node:crypto";
import type { ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { routeLabels, routePatterns } from "./route-label.server";

const module = {} as NonNullable<ServerBuild["routes"][string]>["module"];
const routes: ServerBuild["routes"] = {
  root: { id: "root", path: "", module },
  home: { id: "home", parentId: "root", index: true, module },
  frame: { id: "frame", parentId: "root", module },
  list: { id: "list", parentId: "frame", path: "environments", module },
  one: { id: "one", parentId: "frame", path: "environments/:id", module },
  launch: { id: "launch", parentId: "frame", path: "environments/new", module },
  csv: { id: "csv", parentId: "root", path: "usage.csv", module },
  nowhere: { id: "nowhere", parentId: "root", path: "*", module },
};
const endpoints = [
  { family: "workspace", path: "/environments/{environment_id}/heartbeat" },
  { family: "platform", path: "/user" },
] as const;
const labelOf = routeLabels(routePatterns(routes, endpoints));

test("a request is measured under the pattern of its route", () => {
  for (const [path, label] of [
    ["/", "/"],
    ["/environments", "/environments"],
    ["/environments/", "/environments"],
    ["/environments/new", "/environments/new"],
    ["/environments/env_01jh", "/environments/:id"],
    ["/environments/env_01jh.data", "/environments/:id"],
    ["/usage.csv", "/usage.csv"],
    ["/usageXcsv", "unmatched"],
    ["/api/user", "/api/user"],
    ["/api/v1/environments/env_1/heartbeat", "/api/v1/environments/:environment_id/heartbeat"],
    ["/assets/entry-1234.js", "/assets"],
    ["/readyz", "/readyz"],
  ] as const)
    expect(labelOf(path), path).toBe(label);
  expect(labelOf("/environments/env_1/heartbeat", true)).toBe("/api/v1/environments/:environment_id/heartbeat");
});

test("however many paths somebody makes up, there are no more labels than routes", () => {
  const labels = new Set<string>();
  for (let n = 0; n < 5000; n++) {
    const made = randomBytes(12).toString("base64url");
    for (const path of [
      `/${made}`,
      `/environments/${made}`,
      `/environments/${made}/x`,
      `/api/${made}`,
      `/assets/${made}`,
    ])
      labels.add(labelOf(path, n % 2 === 0));
  }
  expect([...labels].sort()).toEqual(["/assets", "/environments/:id", "unmatched"]);
});
