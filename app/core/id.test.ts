import { expect, test } from "vitest";
import { instant } from "./clock";
import { isId, newId, newIdAt } from "./id";

test("an id says what it names", () => {
  expect(newId("env")).toMatch(/^env_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(isId("env", newId("env"))).toBe(true);
});

test("an id of one kind is not an id of another", () => {
  expect(isId("user", newId("env"))).toBe(false);
});

test.each([
  undefined,
  null,
  7,
  "",
  "env_",
  "env_short",
  "ENV_01h455vb4pex5vsknk084sn02q",
  "env_01h455vb4pex5vsknk084sn02u",
  "env_01h455vb4pex5vsknk084sn02q\n",
])("%j is no id", (value) => {
  expect(isId("env", value)).toBe(false);
});

test("ids sort by age, and none comes twice", async () => {
  const older = Array.from({ length: 500 }, () => newId("run"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const younger = Array.from({ length: 500 }, () => newId("run"));
  expect(new Set([...older, ...younger]).size).toBe(1000);
  expect(older.toSorted().at(-1)! < younger.toSorted()[0]!).toBe(true);
});

test("an id of what began earlier sorts before those of later", () => {
  const ids = ["2026-11-22T08:00:00Z", "2026-11-22T08:00:01Z", "2026-11-23T08:00:00Z"].map((at) =>
    newIdAt("delivery", instant(at)),
  );
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.every((id) => isId("delivery", id))).toBe(true);
  expect(ids.at(-1)! < newId("delivery")).toBe(true);
  expect(newIdAt("delivery", instant("2026-11-22T08:00:00Z"))).not.toBe(ids[0]);
});
