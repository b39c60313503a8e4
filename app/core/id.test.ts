import { expect, test } from "vitest";
import { isId, newId } from "./id";

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
