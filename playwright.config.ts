import { defineConfig } from "playwright/test";

/** These start portals of their own, beside the installation of the journeys. */
const withPortalsOfTheirOwn =
  /\/(addresses|bad-days|bad-input|canary|access-rules|examples|many-members|rolling-restart|wrong-clock)\.e2e\.ts$/;

/** These change nothing that a journey looks at. */
const thatReadOnly = /\/every-page\.e2e\.ts$/;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results",
  // One installation for all journeys, one after another, as in life: each has a member of the cast of its own.
  workers: 2,
  projects: [
    { name: "journeys", testIgnore: [withPortalsOfTheirOwn, thatReadOnly], workers: 1 },
    { name: "pages", testMatch: thatReadOnly, workers: 1 },
    { name: "portals", testMatch: withPortalsOfTheirOwn, workers: 1 },
  ],
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["list"], ["json"]] : "list",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  globalSetup: "./e2e/start-stack.ts",
  use: {
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    // Recording a trace doubles the time of a journey: --trace=retain-on-failure where one is needed.
  },
});
