import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractHubs, contractToken as token } from "~/testing/contract-hubs";
import { jupyterHubBackend } from "~/integrations/jupyterhub/backend.server";
import type { RunningWorkload } from "~/core/workload-backend";

type Address = { apiUrl: string; stop: () => Promise<void> };

let address: Address;
const hub = () => jupyterHubBackend({ apiUrl: address.apiUrl, token, fetch });
const someone = () => `${randomUUID()}@example.org`;

describe.each(await contractHubs(2))("$name with two named servers a member", ({ start }) => {
  beforeAll(async () => {
    address = await start();
  });
  afterAll(() => address.stop());

  test("says that it allows them, of everybody whom it knows", async () => {
    expect(await hub().allowsNamed(someone())).toBeUndefined();
    const owner = await aUser();
    expect(await hub().allowsNamed(owner)).toBe(true);
    expect(await hub().observe({ owner, name: "" })).toMatchObject({ state: "stopped" });
  });

  test("runs two servers of one member, each its own run at its own size and address", async () => {
    const owner = await aUser();
    const [notebook, gpu] = [
      { owner, name: "" },
      { owner, name: "gpu-work" },
    ];
    await hub().ensureRunning({ ...notebook, size: "small" });
    const first = await settled(notebook, "running");
    await hub().ensureRunning({ ...gpu, size: "slow" });
    const second = await settled(gpu, "running");
    expect(first).toMatchObject({ path: `/user/${owner}/`, size: "small" });
    expect(second).toMatchObject({ path: `/user/${owner}/gpu-work/`, size: "slow" });
    expect(second.runId).not.toBe(first.runId);
    expect(await hub().observe(notebook), "the start of the other did not touch it").toMatchObject({
      state: "running",
      runId: first.runId,
    });
    expect(await listedOf(owner)).toMatchObject([
      { name: "", runId: first.runId, size: "small" },
      { name: "gpu-work", runId: second.runId, size: "slow" },
    ]);

    await hub().ensureStopped(gpu);
    await settled(gpu, "stopped");
    expect(await listedOf(owner)).toMatchObject([{ name: "", runId: first.runId }]);
    await hub().ensureStopped(notebook);
  });

  test("follows the start of a named server, and keeps its failure apart", async () => {
    const owner = await aUser();
    await hub().ensureRunning({ owner, name: "broken", size: "full" });
    await settled({ owner, name: "broken" }, "stopped");
    expect(await hub().lastFailure({ owner, name: "broken" })).toBe("The cluster has no capacity for this size.");
    expect(await hub().lastFailure({ owner, name: "" })).toBeUndefined();
  });

  test("refuses one more than a member may have, until one is removed", async () => {
    const owner = await aUser();
    for (const name of ["one", "two"]) {
      await hub().ensureRunning({ owner, name, size: "small" });
      await settled({ owner, name }, "running");
      await hub().ensureStopped({ owner, name });
      await settled({ owner, name }, "stopped");
    }
    const third = { owner, name: "three", size: "slow" };
    await expect(hub().ensureRunning(third)).rejects.toMatchObject({ refusal: "conflict", code: "namedServersFull" });
    await hub().remove({ owner, name: "one" });
    await hub().remove({ owner, name: "one" });
    expect(await hub().ensureRunning(third)).toMatchObject({ state: "starting" });
    await hub().ensureStopped(third);
  });

  async function listedOf(owner: string): Promise<RunningWorkload[]> {
    const { workloads } = await hub().listRunning();
    return workloads.filter((one) => one.owner === owner).toSorted((a, b) => a.name.localeCompare(b.name));
  }
});

describe.each(await contractHubs(0))("$name without named servers", ({ start }) => {
  beforeAll(async () => {
    address = await start();
  });
  afterAll(() => address.stop());

  test("says so, and of somebody whom it does not know nothing", async () => {
    expect(await hub().allowsNamed(await aUser())).toBe(false);
    expect(await hub().allowsNamed(someone())).toBeUndefined();
  });

  test("refuses a named server with the reason, and starts the default one all the same", async () => {
    const owner = await aUser();
    const off = { refusal: "conflict", code: "namedServersOff" };
    await expect(hub().ensureRunning({ owner, name: "gpu-work", size: "small" })).rejects.toMatchObject(off);
    await hub().remove({ owner, name: "gpu-work" });
    expect(await hub().ensureRunning({ owner, name: "", size: "small" })).toMatchObject({ state: "starting" });
    await hub().ensureStopped({ owner, name: "" });
  });
});

async function aUser(): Promise<string> {
  const owner = someone();
  await hub().ensureOwner(owner);
  return owner;
}

async function settled(ref: { owner: string; name: string }, state: string) {
  await expect.poll(async () => (await hub().observe(ref)).state, { timeout: 45_000, interval: 100 }).toBe(state);
  return hub().observe(ref);
}
