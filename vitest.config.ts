import { defineConfig } from "vitest/config";

// A file of its own on purpose: the Remix plugin of vite.config.ts must not load under vitest.
const here = (path: string) => new URL(path, import.meta.url).pathname;
// What is polled for is there sooner or later; on a busy machine a second is often too little for a first connection.
const expectations = { poll: { interval: 50, timeout: 10_000 } };
const resolve = { alias: { "~": here("./app"), "@schema": here("./drizzle/schema") } };

export default defineConfig({
  resolve,
  test: {
    env: { LOG_LEVEL: "silent" },
    // One more than the default on two cores: most of what a test of ours does is to wait for PostgreSQL or for another process.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          exclude: ["app/**/*.db.test.ts", "app/**/contract.test.ts", "scripts/stack/*.test.ts"],
          setupFiles: ["app/testing/processes/quiet-console.ts"],
          isolate: false,
          expect: expectations,
        },
      },
      {
        resolve,
        test: {
          name: "database",
          include: ["app/**/*.db.test.ts"],
          globalSetup: ["app/testing/database/postgres-template.ts"],
          setupFiles: ["app/testing/database/database-per-file.ts", "app/testing/processes/quiet-console.ts"],
          pool: "forks",
          // The setup file isolates what is ours; packages are loaded once per process, not once per file.
          isolate: false,
          testTimeout: 20_000,
          expect: expectations,
          hookTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "contract",
          include: ["app/integrations/**/contract.test.ts", "scripts/stack/*.test.ts"],
          setupFiles: ["app/testing/processes/quiet-console.ts"],
          pool: "forks",
          testTimeout: 60_000,
          expect: expectations,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
