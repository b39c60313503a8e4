import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../../scripts/stack/ports";
import { newId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { limiter, type Limiter } from "./limiter.server";

/** A real Redis, where the machine has one. */
const hasRedis = (() => {
  try {
    return execFileSync("redis-server", ["--version"], { encoding: "utf8" }).includes("Redis");
  } catch {
    return false;
  }
})();

/** Until the connection stands, each counts for itself. */
async function isShared(replicas: readonly Limiter[]): Promise<boolean> {
  const who = newId("user");
  const counted = [];
  for (const one of replicas) counted.push((await one.count(who)).remaining);
  return counted.join() === "59,58,57";
}

describe.skipIf(!hasRedis)("where a Redis is named", () => {
  let redis: ChildProcess;

  beforeAll(async () => {
    const port = await freePort();
    redis = spawn("redis-server", ["--port", String(port), "--save", "", "--bind", "127.0.0.1"]);
    for await (const words of redis.stdout!) if (String(words).includes("Ready to accept")) break;
    process.env["REDIS_URL"] = `redis://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    if (redis.exitCode !== null || redis.signalCode !== null) return;
    redis.kill();
    await once(redis, "exit");
  });

  test("it counts for all replicas together, and PostgreSQL is not asked", async () => {
    const replicas = [1, 2, 3].map(() => limiter("together", 60, 60));
    await expect.poll(() => isShared(replicas)).toBe(true);
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, call) => replicas[call % replicas.length]!.count("alice")),
    );
    expect(all.filter(({ allowed }) => allowed).length).toBe(60);
    expect((await sql`select 1 from rate_limits`).count).toBe(0);
  });

  test("while it is away each replica counts for itself", async () => {
    const alone = limiter("alone", 2, 60);
    await alone.count("alice");
    redis.kill("SIGKILL");
    await once(redis, "exit");
    const meanwhile = [];
    for (let call = 0; call < 4; call++) meanwhile.push((await alone.count("bob")).allowed);
    expect(meanwhile).toEqual([true, true, false, false]);
  });
});
