import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractHubs, contractToken as token } from "~/testing/contract-hubs";
import { jupyterHub } from "./client.server";
import type { HubProgress, HubServer } from "./hub";

const hubs = await contractHubs();

describe.each(hubs)("$name", ({ start }) => {
  let address: { apiUrl: string; publicUrl: string; stop: () => Promise<void> };
  const hub = () => jupyterHub({ apiUrl: address.apiUrl, token, fetch });

  beforeAll(async () => {
    address = await start();
  });
  afterAll(() => address.stop());

  test("says which version it is", async () => {
    expect(await hub().version()).toMatch(/^\d+\.\d+/);
  });

  test("has one user after six asked for the same at once, and again later", async () => {
    const name = someone();
    await Promise.all(Array.from({ length: 6 }, () => hub().ensureUser(name)));
    await hub().ensureUser(name);
    expect(await hub().server(name)).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
  });

  test("knows nothing of someone it has never heard of, whatever is asked", async () => {
    const stranger = someone();
    expect(await hub().server(stranger)).toEqual({ state: "absent" });
    expect(await hub().startServer(stranger, { profile: "small" })).toEqual({ state: "absent" });
    expect(await hub().stopServer(stranger)).toEqual({ state: "absent" });
    expect(await followed(stranger)).toEqual([]);
    expect(await hub().lastFailure(stranger)).toBeUndefined();
    await hub().noteActivity(stranger, new Date());
    expect(await hub().server(stranger)).toEqual({ state: "absent" });
  });

  test("starts a server for a member who has never been there, tells its steps, and stops it", async () => {
    const name = await aUser();
    const before = Date.now();
    const pending = await hub().startServer(name, { profile: "small" });
    expect(pending).toMatchObject({ state: "pending", profile: "small", path: `/user/${name}/` });
    expect(Math.abs((pending.startedAt?.getTime() ?? 0) - before)).toBeLessThan(5000);
    expect((await hub().activeServers()).servers.filter((server) => server.username === name)).toEqual([]);

    const again = await hub().startServer(name, { profile: "small" });
    expect(again.startedAt).toEqual(pending.startedAt);

    const told = await followed(name);
    expect(told.at(0)).toEqual({ progress: 0, message: "Server requested" });
    expect(told.at(-1)).toMatchObject({ progress: 100, ready: true });
    expect(new Set(told.flatMap((event) => Object.keys(event)))).toEqual(new Set(["progress", "message", "ready"]));

    const ready = await hub().server(name);
    expect(ready).toMatchObject({
      state: "ready",
      startedAt: pending.startedAt,
      lastActivityAt: expect.any(Date) as Date,
    });
    const list = await hub().activeServers();
    expect(list.servers.filter((server) => server.username === name)).toMatchObject([
      { serverName: "", startedAt: pending.startedAt, profile: "small" },
    ]);
    expect(Math.abs(list.observedAt.getTime() - Date.now())).toBeLessThan(5000);

    const used = new Date(Date.now() + 60_000);
    await hub().noteActivity(name, used);
    expect((await hub().server(name)).lastActivityAt).toEqual(used);

    expect(["stopping", "stopped"]).toContain((await hub().stopServer(name)).state);
    await settled(name, "stopped");
    await hub().noteActivity(name, used);
    expect((await hub().activeServers()).servers.filter((server) => server.username === name)).toEqual([]);
  });

  test("asked for a start of what runs, leaves it running", async () => {
    const name = await aUser();
    await hub().startServer(name, { profile: "small" });
    const ready = await settled(name, "ready");
    expect(await hub().startServer(name, { profile: "slow" })).toMatchObject({
      state: "ready",
      startedAt: ready.startedAt,
      profile: "small",
    });
    expect(await followed(name)).toMatchObject([{ ready: true }]);
    await hub().stopServer(name);
  });

  test("keeps the cause of a failed start until the next one", async () => {
    const name = await aUser();
    await hub().startServer(name, { profile: "full" });
    await settled(name, "stopped");
    expect(await hub().lastFailure(name)).toBe("The cluster has no capacity for this size.");
    expect(await followed(name)).toEqual([
      { progress: 100, failed: true, message: "The cluster has no capacity for this size." },
    ]);
    await hub().startServer(name, { profile: "slow" });
    expect(await hub().lastFailure(name)).toBeUndefined();
    await hub().stopServer(name);
  });

  test("tells whoever follows it that a start failed", async () => {
    const name = await aUser();
    expect(await hub().startServer(name, { profile: "broken" })).toMatchObject({ state: "pending" });
    expect((await followed(name)).at(-1)).toMatchObject({
      failed: true,
      message: expect.stringContaining("didn't respond") as string,
    });
    expect(await hub().server(name)).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
  });

  test("refuses a size that it does not have, naming those it has", async () => {
    const name = await aUser();
    await hub().startServer(name, { profile: "huge" });
    await settled(name, "stopped");
    expect(await hub().lastFailure(name)).toBe("There is no size “huge” here. There are: small, slow, full, broken.");
  });

  test("gives up a start when it is stopped, and remembers no failure of it", async () => {
    const name = await aUser();
    expect((await hub().startServer(name, { profile: "slow" })).state).toBe("pending");
    await hub().stopServer(name);
    await settled(name, "stopped");
    expect(await hub().lastFailure(name)).toBeUndefined();
    expect(await followed(name)).toEqual([]);
  });

  test("stops nothing where nothing runs", async () => {
    const name = await aUser();
    expect(await hub().stopServer(name)).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
  });

  test("keeps a named server apart from the default one", async () => {
    const name = await aUser();
    expect(await hub().startServer(name, { serverName: "second", profile: "slow" })).toMatchObject({
      state: "pending",
      path: `/user/${name}/second/`,
    });
    expect(await hub().server(name)).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
    await hub().stopServer(name, "second");
    await settled(name, "stopped", "second");
  });

  test("removes a user whom it has, with what they run, and nobody where there is none", async () => {
    const name = await aUser();
    await hub().startServer(name, { profile: "small" });
    await settled(name, "ready");
    await expect(hub().deleteUser(name)).rejects.toMatchObject({ refusal: "unavailable", code: "hubStillStopping" });
    await settled(name, "stopped");
    await hub().deleteUser(name);
    expect(await hub().server(name)).toEqual({ state: "absent" });
    await hub().deleteUser(name);
    await hub().ensureUser(name);
    expect(await hub().server(name)).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
  });

  test("removes a user whose server is still on its way, in the end", async () => {
    const name = await aUser();
    await hub().startServer(name, { profile: "slow" });
    await expect
      .poll(
        () =>
          hub()
            .deleteUser(name)
            .then(
              () => "gone",
              (error: unknown) => (error as { code: string }).code,
            ),
        {
          timeout: 45_000,
          interval: 200,
        },
      )
      .toBe("gone");
    expect(await hub().server(name)).toEqual({ state: "absent" });
  });

  test("refuses a portal with a wrong token", async () => {
    const wrong = jupyterHub({ apiUrl: address.apiUrl, token: "not-the-token-not-the-token-not-the-token", fetch });
    const refusal = { refusal: "unavailable", code: "hubRefusesPortal" };
    await expect(wrong.server("alice@example.org")).rejects.toMatchObject(refusal);
    await expect(wrong.deleteUser("alice@example.org")).rejects.toMatchObject(refusal);
    await expect(wrong.ensureUser("alice@example.org")).rejects.toMatchObject(refusal);
    await expect(wrong.activeServers()).rejects.toMatchObject(refusal);
    await expect(wrong.lastFailure("alice@example.org")).rejects.toMatchObject(refusal);
  });

  test("is down once it is stopped", async () => {
    await address.stop();
    await expect(hub().server("alice@example.org")).rejects.toMatchObject({ refusal: "unavailable", code: "hubDown" });
  });

  const someone = () => `${randomUUID()}@example.org`;

  async function aUser(): Promise<string> {
    const name = someone();
    await hub().ensureUser(name);
    return name;
  }

  async function followed(name: string): Promise<HubProgress[]> {
    const events: HubProgress[] = [];
    for await (const event of hub().progress(name, { signal: AbortSignal.timeout(45_000) })) events.push(event);
    return events;
  }

  async function settled(name: string, state: HubServer["state"], serverName?: string): Promise<HubServer> {
    await expect
      .poll(async () => (await hub().server(name, serverName)).state, { timeout: 45_000, interval: 100 })
      .toBe(state);
    return hub().server(name, serverName);
  }
});
