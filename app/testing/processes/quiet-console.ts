import { afterEach, beforeEach, expect, vi } from "vitest";

// A stray console.error is a bug somebody has seen and nobody has read: it fails the test that made it.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  const calls = vi.mocked(console.error).mock.calls.map((call) => call.map(String).join(" "));
  vi.restoreAllMocks();
  expect(calls).toEqual([]);
});
