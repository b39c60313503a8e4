import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import { db, sql } from "~/db/pool.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { loader as dashboard } from "~/routes/pages/dashboard";
import { action as remove, loader as asksToRemove } from "~/routes/pages/environments/environment-delete";
import { loader as environmentPage } from "~/routes/pages/environments/environment";
import { loader as list } from "~/routes/pages/environments/environments";
import { action as launch, loader as launchPage } from "~/routes/pages/environments/launch";
import { cookieOfMember } from "~/testing/api-calls";
import { callRoute } from "~/testing/browser";
import { reconcileUntil, setScene, sizeId, startHub } from "~/testing/workload-fixtures";
import type { FormRefusal } from "~/web/forms/submit-form.server";

let hub: HubSimulator;
let alice: Viewer;
let charlie: Viewer;
let cookie: string;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, charlie } = await setScene(hub));
  cookie = await cookieOfMember(alice.userId);
  await sql`update clusters set named_servers = true`;
});

const form = (query = "") => callRoute(launchPage, paths.newEnvironment + query, { cookie });
const send = async (more: Record<string, string>) =>
  callRoute(launch, paths.newEnvironment, { cookie, form: { size: await sizeId("small"), ...more } });
const problemOf = (answer: unknown) => (answer as { data: FormRefusal }).data.problem;
const newest = async () => (await workloadsOf(db, alice.userId))[0]!;

test("whoever never launched is asked for no name, and starts their notebook", async () => {
  expect(await form()).toMatchObject({ again: undefined, notebook: undefined, existing: undefined });
  expect(await send({})).toMatchObject({ status: 302 });
  expect(await newest()).toMatchObject({ name: "Notebook", backendName: "" });
});

test("beside a notebook a name makes another environment, and an empty one means the notebook", async () => {
  const { id } = await startEnvironment(alice, {});
  expect(await form()).toMatchObject({ notebook: { id, name: "Notebook", isUp: true }, whyNoOther: undefined });
  expect(((await send({ name: "" })) as Response).headers.get("location")).toBe(paths.environment(id));
  await send({ name: "GPU work" });
  expect(await newest()).toMatchObject({ name: "GPU work", backendName: "env-gpu-work", state: "creating" });
  expect(problemOf(await send({ name: "GPU work" }))).toMatchObject({ code: "environmentNameTaken" });
  expect(problemOf(await send({ name: "x".repeat(61) }))).toMatchObject({ code: "environmentNameInvalid" });
});

test("another size of what is there is chosen by its id; somebody else's is not there", async () => {
  await startEnvironment(alice, {});
  const { id } = await startEnvironment(alice, { name: "GPU work" });
  const again = { id, name: "GPU work" };
  expect(await form(`?id=${id}`)).toMatchObject({ again, existing: again });
  const theirs = await startEnvironment(charlie, {});
  for (const wanted of [theirs.id, "env_nonsense", ""])
    await expect(form(`?id=${wanted}`)).rejects.toMatchObject({ refusal: "not_found" });
  await expect(send({ id: theirs.id })).rejects.toMatchObject({ refusal: "not_found" });
});

test("where there can be no other one, the pages say why and the form refuses with the same words", async () => {
  await startEnvironment(alice, {});
  await sql`update clusters set named_servers = false`;
  const reason = { code: "namedServersOff" };
  expect(await form()).toMatchObject({ whyNoOther: reason, existing: { name: "Notebook" } });
  expect(await callRoute(list, paths.environments, { cookie })).toMatchObject({ whyNoOther: reason });
  expect(await callRoute(dashboard, paths.dashboard, { cookie })).toMatchObject({ canHaveAnother: false });
  expect(problemOf(await send({ name: "GPU work" }))).toMatchObject(reason);
});

test("the dashboard shows one environment while it is up, and of several all, those at work first", async () => {
  const shown = async () =>
    (
      (await callRoute(dashboard, paths.dashboard, { cookie })) as { environments: { name: string }[] }
    ).environments.map(({ name }) => name);
  await startEnvironment(alice, {});
  const first = await newest();
  expect(await shown()).toEqual(["Notebook"]);
  const { id } = await startEnvironment(alice, { name: "GPU work" });
  await sql`update workloads set desired = 'stopped', observed = 'stopped' where id = ${id}`;
  expect(await shown()).toEqual(["Notebook", "GPU work"]);
  await sql`update workloads set deleted_at = now() where id = ${id}`;
  await sql`update workloads set desired = 'stopped', observed = 'stopped' where id = ${first.id}`;
  expect(await shown()).toEqual([]);
});

test("what is stopped and has a name is deleted after its page was asked", async () => {
  const notebook = await startEnvironment(alice, {});
  const { id } = await startEnvironment(alice, { name: "GPU work" });
  await reconcileUntil(id, "running");
  const canDelete = async (one: EnvironmentId) =>
    ((await callRoute(environmentPage, paths.environment(one), { cookie, id: one })) as { canDelete: boolean })
      .canDelete;
  expect([await canDelete(id), await canDelete(notebook.id)]).toEqual([false, false]);
  const early = (await callRoute(remove, paths.deleteEnvironment(id), { cookie, id, form: {} })) as Response;
  expect(early.headers.get("location")).toMatch(new RegExp(`^${paths.environment(id)}\\?problem=`));
  await sql`update workloads set desired = 'stopped', observed = 'stopped' where id = ${id}`;
  expect(await canDelete(id)).toBe(true);
  expect(await callRoute(asksToRemove, paths.deleteEnvironment(id), { cookie, id })).toEqual({ id, name: "GPU work" });
  const gone = (await callRoute(remove, paths.deleteEnvironment(id), { cookie, id, form: {} })) as Response;
  expect(gone.headers.get("location")).toBe(paths.environments);
  await expect(callRoute(environmentPage, paths.environment(id), { cookie, id })).rejects.toMatchObject({
    refusal: "not_found",
  });
});
