import { expect, test } from "vitest";
import { isSameName, whyNoOther } from "./another-environment";

const notebook = { backendName: "" };
const named = { backendName: "gpu" };
const beside = { namedServers: true, environments: [notebook, named], most: 3 };

test("another one can be had while the hub allows it and there are fewer than may be", () => {
  expect(whyNoOther(beside)).toBeUndefined();
  expect(whyNoOther({ ...beside, namedServers: false })).toEqual({ code: "namedServersOff" });
  expect(whyNoOther({ ...beside, namedServers: null })).toEqual({ code: "namedServersUnknown" });
  expect(whyNoOther({ ...beside, most: 2 })).toEqual({ code: "environmentsTooMany", params: { most: 2 } });
});

test("a place is kept for the notebook, also before it was ever started", () => {
  expect(whyNoOther({ ...beside, environments: [named, named] })).toMatchObject({ code: "environmentsTooMany" });
  expect(whyNoOther({ ...beside, environments: [], most: 1 })).toMatchObject({ code: "environmentsTooMany" });
});

test("names that a person cannot tell apart are the same", () => {
  expect(isSameName("GPU  work", " gpu work")).toBe(true);
  expect(isSameName("ﬁt", "FIT")).toBe(true);
  expect(isSameName("GPU work", "GPU-work")).toBe(false);
});
