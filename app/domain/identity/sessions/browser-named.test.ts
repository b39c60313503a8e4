import { expect, test } from "vitest";
import { browserNamed } from "./browser-named.server";

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Chrome 131",
    "Linux",
  ],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox 133", "Windows"],
  [
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Chrome 131",
    "Android",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Safari 17",
    "macOS",
  ],
])("a browser and its system are told in their makers' words: %s", (userAgent, name, system) => {
  expect(browserNamed(userAgent)).toEqual({ name, system });
});

test.each([null, "", "x", "curl/8.1", "<script>alert(1)</script>", "\u202etxt", "(((((", "Mozilla/5.0 (;;;)"])(
  "%j names nothing that it is not",
  (userAgent) => {
    const { name = "", system = "" } = browserNamed(userAgent);
    expect([name.length <= 50, system.length <= 40]).toEqual([true, true]);
  },
);

test("a program that says nothing is told as nothing", () => {
  expect(browserNamed(null)).toEqual({});
  expect(browserNamed("curl/8.1")).toEqual({});
});
