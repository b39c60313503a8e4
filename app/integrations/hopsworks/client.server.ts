import type { z } from "zod";
import { refuse } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import {
  outbound,
  OutboundFailure,
  type Outbound,
  type OutboundAnswer,
  type OutboundRequest,
} from "~/core/network/outbound.server";
import { adminProjectsAnswer, usersAnswer, versionsAnswer } from "./contract";
import { errorCode, errorCodeOf } from "./error-codes";
import type { Hopsworks, HopsworksOptions, HopsworksProject, HopsworksUser, NewOAuthUser } from "./hopsworks";

const READ = { method: "GET", timeoutMs: 10 * SECOND, safeToRepeat: true } as const;
const WRITE = { method: "POST", timeoutMs: 30 * SECOND, safeToRepeat: false } as const;
const PAGE = 500;
const LONGEST_NAME = 30;

/** Services that a new project is given; every supported version knows these. */
const services = ["JOBS", "KAFKA", "JUPYTER", "SERVING", "FEATURESTORE", "AIRFLOW"];

/** A Hopsworks installation through an admin's API key. Keep one per installation: it holds the breaker. */
export function hopsworks({ url, apiKey, fetch, onOutcome, retryDelayMs }: HopsworksOptions): Hopsworks {
  const call = calling(
    outbound({
      system: "hopsworks",
      base: `${url.replace(/\/$/, "")}/hopsworks-api/api`,
      headers: { authorization: `ApiKey ${apiKey}`, accept: "application/json" },
      fetch,
      onOutcome,
      // Hopsworks answers JSON or nothing: text comes from a proxy in front of it.
      isBroken: (answer) => answer.status >= 500 || typeof answer.body === "string",
      ...(retryDelayMs !== undefined && { retryDelayMs }),
    }),
  );
  return {
    version: () => version(call),
    findUserByEmail: (email) => findUserByEmail(call, email),
    createOAuthUser: (user) => createOAuthUser(call, user),
    allProjects: () => allProjects(call),
    projectsOf: (username) => projectsOf(call, username),
    createProject: (project) => createProject(call, project),
  };
}

async function version(call: Outbound): Promise<string> {
  const answer = await call({ ...READ, call: "GET /variables/versions", path: "/variables/versions" });
  const software = read(versionsAnswer, accepted(answer)).find((one) => one.software === "hopsworks");
  return software?.version ?? nonsense();
}

/** There is no exact look-up: the filter matches beginnings (and reads `_` as a wildcard). An unknown filter leaves paging. */
async function findUserByEmail(call: Outbound, email: string): Promise<HopsworksUser | undefined> {
  const answer = await listUsers(call, { filter_by: `user_email:${email}` });
  if (errorCodeOf(answer) === errorCode.unknownQuery) return findUserByPaging(call, email);
  return withEmail(read(usersAnswer, accepted(answer)).items, email);
}

async function findUserByPaging(call: Outbound, email: string): Promise<HopsworksUser | undefined> {
  for (let offset = 0; ; offset += PAGE) {
    const { items } = read(usersAnswer, accepted(await listUsers(call, { offset, limit: PAGE })));
    const user = withEmail(items, email);
    if (user || items.length < PAGE) return user;
  }
}

function listUsers(call: Outbound, query: Record<string, string | number>): Promise<OutboundAnswer> {
  return call({ ...READ, call: "GET /admin/users", path: "/admin/users", query });
}

function withEmail(users: readonly HopsworksUser[], email: string): HopsworksUser | undefined {
  return users.find((user) => user.email.toLowerCase() === email.toLowerCase());
}

/** Parameters travel in the query; the answer has no numeric id, so the user is looked up afterwards. */
async function createOAuthUser(call: Outbound, user: NewOAuthUser): Promise<HopsworksUser> {
  const query = {
    accountType: "REMOTE_ACCOUNT_TYPE",
    type: "OAUTH2",
    email: user.email,
    givenName: user.givenName.slice(0, LONGEST_NAME),
    surname: user.familyName.slice(0, LONGEST_NAME),
    clientId: user.clientId,
    subject: user.subject,
  };
  const answer = await call({ ...WRITE, call: "POST /admin/users", path: "/admin/users", query });
  if (answer.status === 404) refuse("unavailable", "hopsworksKnowsNoIdp", { clientId: user.clientId });
  if (answer.status !== 409) accepted(answer);
  return (await findUserByEmail(call, user.email)) ?? refuse("conflict", "hopsworksUserTaken", { email: user.email });
}

/** The list cannot be filtered by creator before 5.x, and it shows what failed or is going away too. */
async function allProjects(call: Outbound): Promise<HopsworksProject[]> {
  const answer = await call({
    ...READ,
    call: "GET /admin/projects",
    path: "/admin/projects",
    query: { expand: "creator" },
  });
  return read(adminProjectsAnswer, accepted(answer))
    .items.filter(({ creationStatus }) => creationStatus !== "FAILED" && creationStatus !== "UNDER_REMOVAL")
    .flatMap(({ id, name, creator, created, creationStatus }) =>
      creator?.username === undefined
        ? []
        : [{ id, name, owner: creator.username, created, isReady: creationStatus !== "ONGOING" }],
    )
    .sort((a, b) => a.id - b.id);
}

async function projectsOf(call: Outbound, username: string): Promise<HopsworksProject[]> {
  return (await allProjects(call)).filter(({ owner }) => owner === username);
}

async function createProject(call: Outbound, { owner, name }: { owner: string; name: string }): Promise<void> {
  const answer = await call({
    ...WRITE,
    call: "POST /admin/projects/createas",
    path: "/admin/projects/createas",
    body: { owner, projectName: name, services },
    timeoutMs: 120 * SECOND,
  });
  const code = errorCodeOf(answer);
  if (code === errorCode.projectLimit) refuse("conflict", "hopsworksProjectLimit", { username: owner });
  if (code === errorCode.projectNameReserved) refuse("conflict", "hopsworksProjectTaken", { name });
  if (answer.status !== 409) return void accepted(answer);
  const own = (await projectsOf(call, owner)).find((project) => project.name.toLowerCase() === name.toLowerCase());
  if (own?.isReady) return;
  if (own || code === errorCode.projectBeingCreated) refuse("unavailable", "hopsworksStillCreating", { name }, 30);
  refuse("conflict", "hopsworksProjectTaken", { name });
}

/** The outbound client with its failures in the portal's words. */
function calling(send: Outbound): Outbound {
  return async (request: OutboundRequest) => {
    try {
      return await send(request);
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      const wasAnswered = error.outcome === "bad_answer" && Number(error.cause) < 500;
      return wasAnswered ? nonsense() : refuse("unavailable", "hopsworksDown", {}, 30);
    }
  };
}

/** The body of an answer that says yes. */
function accepted(answer: OutboundAnswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  if (answer.status === 401 || answer.status === 403) refuse("unavailable", "hopsworksRefusesKey");
  return refuse("unavailable", "hopsworksRefuses", { status: answer.status, errorCode: errorCodeOf(answer) ?? 0 });
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  return result.success ? result.data : nonsense();
}

function nonsense(): never {
  return refuse("unavailable", "hopsworksAnsweredNonsense", {}, 30);
}
