import { expect, test } from "vitest";
import { isSameHub, sharesOrigin, unencryptedField, withSameHub } from "./cluster-addresses";

const safe = {
  hopsworksUrl: "https://hopsworks.example.org",
  hubApiUrl: "https://hub.example.org/hub/api",
  hubPublicUrl: "https://hub.example.org",
};

test("nothing of a cluster travels readably over a network", () => {
  expect(unencryptedField(safe)).toBeUndefined();
  expect(unencryptedField({ ...safe, hopsworksUrl: "http://hopsworks.example.org" })).toBe("hopsworksUrl");
  expect(unencryptedField({ ...safe, hubApiUrl: "http://10.0.0.7:8081/hub/api" })).toBe("hubApiUrl");
  expect(unencryptedField({ ...safe, hubPublicUrl: "http://localhost.example.org" })).toBe("hubPublicUrl");
  expect(unencryptedField({ ...safe, hubPublicUrl: "http://127.0.0.1.example.org" })).toBe("hubPublicUrl");
});

test.each(["http://localhost:8000", "http://127.0.0.1:8000", "http://127.1:8000", "http://[::1]:8000"])(
  "%s does not leave the machine",
  (here) => {
    expect(unencryptedField({ ...safe, hubApiUrl: here })).toBeUndefined();
  },
);

test("notebooks and the portal never share an origin, whatever their paths", () => {
  expect(sharesOrigin(safe, "https://atrium.example.org")).toBe(false);
  expect(sharesOrigin(safe, "https://hub.example.org:8443")).toBe(false);
  expect(
    sharesOrigin({ ...safe, hubPublicUrl: "https://HUB.example.org:443/jupyter" }, "https://hub.example.org"),
  ).toBe(true);
});

test.each([
  ["as it is", {}],
  ["with another way of writing its API", { hubApiUrl: "http://HUB.example.org:80//hub/api/" }],
  ["by its API alone", { hubPublicUrl: "https://notebooks.example.org" }],
  ["by where browsers reach it", { hubApiUrl: "http://hub.internal:8081/hub/api" }],
  [
    "by an API at the other's public address",
    { hubApiUrl: "https://hub.example.org/hub/api", hubPublicUrl: "https://x.example" },
  ],
])("a hub is known again %s", (_, change) => {
  expect(isSameHub(safe, { ...safe, ...change })).toBe(true);
});

test("two hubs are two, also on one host", () => {
  const other = { hubApiUrl: "https://hub.example.org/two/hub/api", hubPublicUrl: "https://hub.example.org/two" };
  const port = { hubApiUrl: "https://hub.example.org:8443/hub/api", hubPublicUrl: "https://hub.example.org:8443" };
  for (const hub of [other, port]) expect(isSameHub(safe, hub)).toBe(false);
  const all = [
    { id: "a", ...safe },
    { id: "b", ...other },
    { id: "c", ...safe },
  ];
  expect(
    withSameHub(all)
      .get("a")
      ?.map(({ id }) => id),
  ).toEqual(["c"]);
  expect(withSameHub(all).get("b")).toEqual([]);
});
