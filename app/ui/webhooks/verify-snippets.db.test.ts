import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { cast } from "~/testing/cast";
import { anEndpoint, deliverAll, deliveries, memberOf, starts } from "~/testing/webhooks/webhook-fixtures";
import { verifySnippets } from "./verify-snippets";

describe("the program that the page tells people to copy", () => {
  const file = "app/ui/webhooks/.verify-snippet.mjs";
  let program: ChildProcess | undefined;

  afterEach(() => {
    program?.kill();
    rmSync(file, { force: true });
  });

  test("takes what Atrium sends and refuses what somebody else does", async () => {
    const port = await freePort();
    const alice = await memberOf(cast.alice);
    const { secret } = await anEndpoint(alice, `http://127.0.0.1:${port}/`);
    writeFileSync(file, verifySnippets[0].code);
    const started = spawn(process.execPath, [file], {
      env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret },
      stdio: ["ignore", "pipe", "inherit"],
    });
    program = started;
    const said = once(started.stdout, "data");
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/`, { method: "POST" }).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(400);
    await transaction((tx) => recordActivity(tx, starts(alice, "env_42")));
    await deliverAll();
    expect(await deliveries()).toMatchObject([{ state: "delivered" }]);
    expect(String((await said)[0])).toBe("environment.start env_42\n");
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
