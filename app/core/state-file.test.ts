import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepState, readStateFile, writeStateFile } from "./state-file.server";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "atrium-state-"));
  file = join(folder, "stripe.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what was written is read again, by its owner alone, and nothing lies beside it", () => {
  writeStateFile(file, { purchases: ["سپاس"] });
  writeStateFile(file, { purchases: ["سپاس", "two"] });
  expect(readStateFile(file)).toEqual({ purchases: ["سپاس", "two"] });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["stripe.json"]);
});

test("where nothing was written yet there is no state", () => {
  expect(readStateFile(file)).toBeUndefined();
});

test("a file that a full disk cut off is named, with what to do", () => {
  writeStateFile(file, { purchases: ["one", "two"] });
  writeFileSync(file, readFileSync(file).subarray(0, 12));
  expect(() => readStateFile(file)).toThrow(`${file} is damaged`);
  expect(() => readStateFile(file)).toThrow(`delete the folder ${folder} to begin anew`);
});

test("an empty file is damaged too", () => {
  writeFileSync(file, "");
  expect(() => readStateFile(file)).toThrow("is damaged");
});

test.skipIf(!existsSync("/dev/full"))("a disk that is full leaves what was there, and nothing beside it", () => {
  writeStateFile(file, { version: 1 });
  symlinkSync("/dev/full", `${file}.new`);
  expect(() => writeStateFile(file, { version: 2 })).toThrow("ENOSPC");
  expect(readStateFile(file)).toEqual({ version: 1 });
  expect(readdirSync(folder)).toEqual(["stripe.json"]);
});

test("changes that come close together are written once, the last of them", () => {
  vi.useFakeTimers();
  try {
    let value = 0;
    const kept = keepState(file, () => ({ value }));
    for (value = 1; value < 5; value++) kept.save();
    expect(readStateFile(file)).toBeUndefined();
    vi.runAllTimers();
    expect(readStateFile(file)).toEqual({ value: 5 });
    value = 6;
    kept.flush();
    expect(readStateFile(file)).toEqual({ value: 5 });
    kept.save();
    kept.flush();
    expect(readStateFile(file)).toEqual({ value: 6 });
  } finally {
    vi.useRealTimers();
  }
});

test("state that cannot be written just now is written with the next change", () => {
  const missing = join(folder, "gone");
  const kept = keepState(join(missing, "hub.json"), () => ({ users: 1 }));
  kept.save();
  kept.flush();
  mkdirSync(missing);
  kept.save();
  kept.flush();
  expect(readStateFile(join(missing, "hub.json"))).toEqual({ users: 1 });
});
