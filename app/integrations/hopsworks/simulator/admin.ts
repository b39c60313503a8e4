import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { listAnswer, SimulatedError, type Answer, type Call, type Endpoint } from "./answers";
import {
  addUser,
  beginProject,
  isAtLeast,
  namespaceOf,
  problemWithName,
  type SimulatedProject,
  type SimulatedUser,
  type World,
} from "./world";

const forUsers = { isForAdmins: true, scopes: ["ADMIN", "ADMINISTER_USERS"] };
const forProjects = { isForAdmins: true, scopes: ["ADMIN"] };

/** What an administrator's key may do. */
export const adminEndpoints: readonly Endpoint[] = [
  { method: "GET", path: /^\/admin\/users$/, ...forUsers, work: listUsers },
  { method: "GET", path: /^\/admin\/users\/(\d+)$/, ...forUsers, work: showUser },
  {
    method: "POST",
    path: /^\/admin\/users$/,
    isForAdmins: true,
    scopes: [...forUsers.scopes, "ADMINISTER_USERS_REGISTER"],
    work: registerUser,
  },
  { method: "GET", path: /^\/admin\/projects$/, ...forProjects, work: listProjects },
  { method: "GET", path: /^\/admin\/projects\/(\d+)$/, ...forProjects, work: showProject },
  { method: "POST", path: /^\/admin\/projects\/createas$/, ...forProjects, work: createProjectAs },
];

function listUsers({ world, base, query }: Call): Answer {
  const matching = query.getAll("filter_by").reduce((users, filter) => users.filter(matches(filter)), world.users);
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? 0);
  const page = matching.slice(offset, limit > 0 ? offset + limit : undefined);
  const items = page.map((user) => ({
    href: `${base}/users/${user.id}`,
    ...profileOf(world, user, user.remote ? "OAUTH2" : "M_ACCOUNT_TYPE"),
  }));
  return listAnswer(`${base}/admin/users`, items, matching.length);
}

/** Beginnings, without regard to case; `_` and `%` are SQL's wildcards and a second colon ends the value. */
function matches(filter: string): (user: SimulatedUser) => boolean {
  const [name, value = ""] = filter.split(":");
  const pattern = value
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("_", ".")
    .replaceAll("%", ".*");
  const like = new RegExp(`^${pattern}`, "i");
  if (name === "user_email") return (user) => like.test(user.email);
  if (name === "user_name") return (user) => like.test(user.username);
  if (name === "status") return (user) => String(user.status) === value;
  throw new SimulatedError(120004);
}

function profileOf(world: World, user: SimulatedUser, accountType: string) {
  const { id, email, username, firstname, lastname, status, maxNumProjects } = user;
  const numActiveProjects = world.projects.filter(({ ownerId }) => ownerId === id).length;
  const role = user.roles.map((groupName) => ({ groupName, gid: groupName === "HOPS_ADMIN" ? 1005 : 1006 }));
  return {
    id,
    firstname,
    lastname,
    email,
    username,
    accountType,
    twoFactor: false,
    toursState: 0,
    status,
    maxNumProjects,
    numActiveProjects,
    activated: user.activatedAt.toISOString(),
    role,
  };
}

function showUser({ world, params }: Call): Answer {
  const user = world.users.find((one) => String(one.id) === params[0]);
  if (!user) throw new SimulatedError(160002);
  return { status: 200, body: profileOf(world, user, user.remote ? "REMOTE_ACCOUNT_TYPE" : "M_ACCOUNT_TYPE") };
}

/** Reads the query alone; a body is as good as nothing. */
function registerUser({ world, query }: Call): Answer {
  const accountType = query.get("accountType");
  if (!accountType) throw new SimulatedError(120001, { usrMsg: "Account type not provided" });
  if (/^\d/.test(query.get("status") ?? "")) throw new SimulatedError(120004);
  if (accountType === "REMOTE_ACCOUNT_TYPE") return registerOAuthUser(world, query);
  const user = addUser(world, { ...checkedPerson(query, world.users), status: 7 });
  return { status: 201, body: { ...profileOf(world, user, "M_ACCOUNT_TYPE"), password: "temporary" } };
}

/** Works from 4.6 on, and answers no id. */
function registerOAuthUser(world: World, query: URLSearchParams): Answer {
  if (!isAtLeast(world, "4.6")) throw new SimulatedError(120000);
  const clientId = query.get("clientId") ?? "";
  const subject = query.get("subject");
  if (query.get("type") !== "OAUTH2" || !subject) throw new SimulatedError(120001);
  if (!world.idpClientIds.includes(clientId)) throw new SimulatedError(120004, { usrMsg: "OAuth client not found" });
  const user = addUser(world, { ...checkedPerson(query, world.users), status: 2, remote: { clientId, subject } });
  const { firstname: givenName, lastname: surname, email, username } = user;
  return { status: 201, body: { uuid: `${clientId}.${subject}`, givenName, surname, email, username } };
}

function checkedPerson(query: URLSearchParams, users: readonly SimulatedUser[]) {
  const email = (query.get("email") ?? "").toLowerCase();
  const [firstname, lastname] = [nameIn(query, "givenName"), nameIn(query, "surname")];
  if (!/^\S+@\S+$/.test(email)) throw new SimulatedError(160037);
  if (users.some((user) => user.email === email)) throw new SimulatedError(160003);
  const given = query.get("maxNumProjects");
  return { email, firstname, lastname, ...(given && { maxNumProjects: Number(given) }) };
}

function nameIn(query: URLSearchParams, parameter: string): string {
  const name = query.get(parameter) ?? "";
  if (name === "" || name.length > 30) throw new SimulatedError(160055);
  return name;
}

/** Always everything: neither pages nor filters. */
function listProjects(call: Call): Answer {
  return listAnswer(
    `${call.base}/admin/projects`,
    call.world.projects.map((project) => projectInfo(call, project)),
  );
}

function showProject(call: Call): Answer {
  const project = call.world.projects.find((one) => String(one.id) === call.params[0]);
  if (!project) throw new SimulatedError(150004, { status: 400 });
  return { status: 200, body: projectInfo(call, project) };
}

function projectInfo({ world, base, query }: Call, project: SimulatedProject) {
  const expand = query.getAll("expand").flatMap((names) => names.split(","));
  if (expand.some((name) => name !== "creator" && name !== "quotas")) throw new SimulatedError(120004);
  const owner = world.users.find((user) => user.id === project.ownerId);
  const { firstname, lastname, email, username } = owner ?? {};
  return {
    href: `${base}/admin/projects/${project.id}`,
    id: project.id,
    name: project.name,
    creator: {
      href: `${base}/users/${project.ownerId}`,
      ...(expand.includes("creator") && { firstname, lastname, email, username }),
    },
    created: project.createdAt.toISOString().replace(/\.\d+Z$/, "Z"),
    paymentType: "NOLIMIT",
    ...(isAtLeast(world, "5.0") && { namespace: namespaceOf(project), creationStatus: project.creationStatus }),
  };
}

const newProject = z.object({
  owner: z.string(),
  projectName: z.string(),
  services: z.array(z.enum(["JOBS", "KAFKA", "JUPYTER", "SERVING", "FEATURESTORE", "AIRFLOW"])).optional(),
});

/** Synchronous and slow; answers 200 with nothing in it. */
async function createProjectAs({ world, body }: Call): Promise<Answer> {
  const asked = newProject.safeParse(body).data;
  if (!asked) throw new SimulatedError(120001);
  const owner = world.users.find((user) => user.username === asked.owner);
  if (!owner) throw new SimulatedError(160001, { usrMsg: `user:${asked.owner}` });
  const problem = problemWithName(asked.projectName);
  if (problem) throw new SimulatedError(problem);
  const namesake = world.projects.find((one) => one.name.toLowerCase() === asked.projectName.toLowerCase());
  if (namesake) throw new SimulatedError(isAtLeast(world, "5.0") ? conflictOf[namesake.creationStatus] : 150001);
  if (world.projects.filter((one) => one.ownerId === owner.id).length >= owner.maxNumProjects)
    throw new SimulatedError(150002);
  const project = beginProject(world, asked.projectName, owner.id);
  await sleep(world.createasMs);
  project.creationStatus = "DONE";
  return { status: 200 };
}

const conflictOf = { DONE: 150001, FAILED: 150099, ONGOING: 150100 } as const;
