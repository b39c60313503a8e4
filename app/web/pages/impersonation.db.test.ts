import type { ActionFunction, LoaderFunction } from "@remix-run/node";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/core/app-error";
import { newId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startImpersonation } from "~/domain/identity/impersonation/start-impersonation.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast, type CastMember } from "~/testing/cast";
import { backToImpersonation } from "~/web/session/back-to-impersonation.server";
import { findViewer, requireAdmin, requireInPerson, requireViewer } from "~/web/session/viewer.server";

type Route = { action?: ActionFunction; loader?: LoaderFunction };
const routes = import.meta.glob<Route>("../../routes/**/*.{ts,tsx}", { eager: true });

let ada: Viewer;
let alice: Viewer;
let cookie: string;

const member = (person: CastMember) =>
  signInMember({ issuer: "https://example.eu.auth0.com", ...person }).then(({ viewer }) => viewer);

beforeAll(async () => {
  [ada, alice] = await Promise.all([member(cast.ada), member(cast.alice)]);
});

beforeEach(async () => {
  const { token } = await startSession(ada.userId, { userAgent: null });
  await startImpersonation(ada, token, alice.userId, { reason: "Ticket 4711: nothing starts", minutes: 15 });
  cookie = `atrium=${token}`;
});

const ask = (path: string, method = "GET") =>
  new Request(`http://localhost:3000${path}`, {
    method,
    headers: { cookie },
    ...(method === "POST" && {
      body: new URLSearchParams({ reason: "Ticket 4711 again", minutes: "15", size: "x", amount: "20" }),
    }),
  });

/** What stays open: it acts for nobody, or is the looker's own. */
const open = [
  "auth/start.ts",
  "auth/sign-out.ts",
  "pages/impersonation-end.ts",
  "pages/preferences.ts",
  "webhooks/auth0.ts",
  "webhooks/stripe.ts",
];
const actions = Object.entries(routes).flatMap(([file, { action }]) =>
  action ? [[file.replace("../../routes/", ""), action] as const] : [],
);

test("the list of what stays open is a list of routes that there are", () => {
  expect(open.filter((file) => !actions.some(([name]) => name === file))).toEqual([]);
});

test.each(actions.filter(([file]) => !open.includes(file)))(
  "while impersonating, %s changes nothing",
  async (_, action) => {
    const params = { id: newId("env"), table: "profile" };
    const asked = (async () => action({ request: ask("/somewhere", "POST"), params, context: {} }))();
    await expect(asked).rejects.toMatchObject({ refusal: "forbidden", code: "impersonationReadsOnly" });
  },
);

test.each(["PUT", "PATCH", "DELETE"])(
  "nor does any other method (%s) get through, whatever the route",
  async (method) => {
    await expect(findViewer(ask("/dashboard", method))).rejects.toMatchObject({ code: "impersonationReadsOnly" });
  },
);

test("who pressed something stays on the page where it was, and nobody is led out of the portal", async () => {
  const refused = await findViewer(ask("/environments/x/stop", "POST")).catch((error: unknown) => error);
  const from = (referer: string) =>
    backToImpersonation(refused, new Request("http://localhost:3000/x", { headers: { referer } }))?.headers.get(
      "location",
    );
  expect(from("http://localhost:3000/usage?month=2026-10")).toBe("/usage?month=2026-10&refused=impersonationReadsOnly");
  for (const elsewhere of ["", "nonsense", "https://evil.example/usage", "http://localhost:3000//evil.example"])
    expect(from(elsewhere), elsewhere).toBeUndefined();
  const other = new AppError("forbidden", "adminsOnly");
  expect(
    backToImpersonation(
      other,
      new Request("http://localhost:3000/x", { headers: { referer: "http://localhost:3000/" } }),
    ),
  ).toBeUndefined();
});

test("what is near an open address is not open", async () => {
  for (const path of [
    "/impersonation/end/",
    "/impersonation//end",
    "/impersonation/end/x",
    "/Impersonation/End",
    "/impersonation/12/seen",
  ])
    await expect(findViewer(ask(path, "POST")), path).rejects.toMatchObject({ code: "impersonationReadsOnly" });
  expect(await findViewer(ask(paths.endImpersonation, "POST"))).toMatchObject({ userId: alice.userId });
});

test.each([
  ["pages/environments/environment-open.ts", { id: newId("env") }],
  ["pages/billing/purchase-return.tsx", {}],
  ["pages/account/data-json.ts", {}],
  ["pages/billing/usage-csv.ts", {}],
  ["pages/activity-export.ts", {}],
  ["pages/account/data-csv.ts", { table: "profile" }],
])("what is the member's alone even to read is refused: %s", async (file, params) => {
  const loader = routes[`../../routes/${file}`]?.loader;
  const asked = (async () => loader?.({ request: ask("/somewhere"), params, context: {} }))();
  await expect(asked).rejects.toMatchObject({ refusal: "forbidden", code: "impersonationNotInPerson" });
});

test("reading shows the member's portal, and the admin's pages are closed", async () => {
  expect(await requireViewer(ask("/usage"))).toMatchObject({ userId: alice.userId, impersonator: { name: ada.name } });
  await expect(requireAdmin(ask("/admin"))).rejects.toMatchObject({ code: "adminsOnly" });
  await expect(requireInPerson(ask("/x"))).rejects.toMatchObject({ code: "impersonationNotInPerson" });
});

test("ending leads back to the member's page, and everything is the admin's again", async () => {
  const end = routes["../../routes/pages/impersonation-end.ts"]?.action;
  const answer = (await end?.({ request: ask(paths.endImpersonation, "POST"), params: {}, context: {} })) as Response;
  expect(answer.headers.get("location")).toBe(paths.adminMember(alice.userId));
  expect(await requireAdmin(ask("/admin", "POST"))).toEqual(ada);
});

test("the language that an admin chooses while looking is their own, and not the member's", async () => {
  const choose = routes["../../routes/pages/preferences.ts"]?.action;
  const form = new URLSearchParams({ language: "fa", theme: "dark" });
  const request = new Request(`http://localhost:3000${paths.preferences}`, {
    method: "POST",
    headers: { cookie },
    body: form,
  });
  await withLogContext({ requestId: "req_preferences" }, async () => choose?.({ request, params: {}, context: {} }));
  const rows = await sql`select id, language, theme from users where id in (${ada.userId}, ${alice.userId})`;
  expect(rows).toContainEqual({ id: ada.userId, language: "fa", theme: "dark" });
  expect(rows).toContainEqual({ id: alice.userId, language: null, theme: null });
  const [line] =
    await sql`select actor_id, subject_id, on_behalf_of from activity where request_id = 'req_preferences'`;
  expect(line).toEqual({ actor_id: ada.userId, subject_id: ada.userId, on_behalf_of: null });
});

test("whatever is recorded while impersonating bears both names", async () => {
  const known = { requestId: "req_acting" };
  await withLogContext(known, async () => {
    await findViewer(ask("/usage"));
  });
  expect(known).toEqual({ requestId: "req_acting" });
  const end = routes["../../routes/pages/impersonation-end.ts"]?.action;
  await withLogContext(known, async () =>
    end?.({ request: ask(paths.endImpersonation, "POST"), params: {}, context: {} }),
  );
  const [line] = await sql`select actor_id, on_behalf_of from activity where request_id = 'req_acting'`;
  expect(line).toEqual({ actor_id: ada.userId, on_behalf_of: alice.userId });
});
