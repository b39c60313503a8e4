import { randomBytes } from "node:crypto";
import { clock, instant } from "~/core/clock";

export type Role = "HOPS_ADMIN" | "HOPS_USER";

export type SimulatedUser = {
  id: number;
  email: string;
  username: string;
  firstname: string;
  lastname: string;
  roles: readonly Role[];
  /** 2 is an activated account, 7 one with a temporary password. */
  status: number;
  maxNumProjects: number;
  activatedAt: Date;
  /** There when the person signs in through an identity provider. */
  remote?: { clientId: string; subject: string };
};

export type SimulatedProject = {
  id: number;
  name: string;
  ownerId: number;
  createdAt: Date;
  creationStatus: "DONE" | "ONGOING" | "FAILED";
};

export type SimulatedKey = { secret: string; ownerId: number; scopes: ReadonlySet<string> };

/** Everything that one simulated installation knows. */
export type World = {
  version: string;
  idpClientIds: readonly string[];
  createasMs: number;
  users: SimulatedUser[];
  projects: SimulatedProject[];
  /** By prefix: what stands before the dot. */
  keys: Map<string, SimulatedKey>;
  nextUserId: number;
  nextProjectId: number;
};

/** A fresh installation: its administrator, no projects, no keys. */
export function newWorld(version: string, idpClientIds: readonly string[]): World {
  const admin = { id: 10000, email: "admin@hopsworks.ai", username: "meb10000", firstname: "Admin", lastname: "Admin" };
  return {
    version,
    idpClientIds,
    createasMs: 0,
    users: [{ ...admin, roles: ["HOPS_ADMIN", "HOPS_USER"], status: 2, maxNumProjects: 10, activatedAt: clock.now() }],
    projects: [],
    keys: new Map(),
    nextUserId: 10178,
    nextProjectId: 119,
  };
}

type KeptWorld = Pick<World, "nextUserId" | "nextProjectId"> & {
  users: (Omit<SimulatedUser, "activatedAt"> & { activatedAt: string })[];
  projects: (Omit<SimulatedProject, "createdAt"> & { createdAt: string })[];
};

/** What of a world outlives a restart: its users and projects. Keys are given anew. */
export function storedWorldOf({ users, projects, nextUserId, nextProjectId }: World) {
  return { users, projects, nextUserId, nextProjectId };
}

/** Takes up what {@link storedWorldOf} kept. A project that was being made is made: the work goes on without whoever asked for it. */
export function restoreWorld(world: World, kept: unknown): void {
  const { users, projects, ...next } = kept as KeptWorld;
  Object.assign(world, next, {
    users: users.map((user) => ({ ...user, activatedAt: instant(user.activatedAt) })),
    projects: projects.map((project) => ({
      ...project,
      createdAt: instant(project.createdAt),
      creationStatus: project.creationStatus === "ONGOING" ? "DONE" : project.creationStatus,
    })),
  });
}

/** Whether the simulated version is `wanted` (major.minor) or newer. */
export function isAtLeast(world: World, wanted: string): boolean {
  const number = (version: string) =>
    version
      .split(".")
      .slice(0, 2)
      .reduce((sum, part) => sum * 1000 + Number.parseInt(part), 0);
  return number(world.version) >= number(wanted);
}

export type NewUser = Pick<SimulatedUser, "email" | "firstname" | "lastname" | "status" | "remote"> & {
  maxNumProjects?: number;
};

export function addUser(world: World, given: NewUser): SimulatedUser {
  const username = freeUsername(world, given.email);
  const maxNumProjects = given.maxNumProjects ?? (isAtLeast(world, "5.0") ? 5 : 10);
  const made = { id: world.nextUserId++, username, maxNumProjects, activatedAt: clock.now() };
  const user = { ...given, ...made, roles: ["HOPS_USER" as const] };
  world.users.push(user);
  return user;
}

/** The name is taken at once and the work goes on; the caller marks the end. */
export function beginProject(world: World, name: string, ownerId: number): SimulatedProject {
  const project: SimulatedProject = {
    id: world.nextProjectId++,
    name,
    ownerId,
    createdAt: clock.now(),
    creationStatus: "ONGOING",
  };
  world.projects.push(project);
  return project;
}

/** A key as its owner sees it once: `prefix.secret`. */
export function addKey(world: World, ownerId: number, scopes: readonly string[], key = newKey()): string {
  const [prefix = "", secret = ""] = key.split(".");
  world.keys.set(prefix, { secret, ownerId, scopes: new Set(scopes) });
  return key;
}

const newKey = () => `${randomBytes(8).toString("hex")}.${randomBytes(32).toString("hex")}`;

/** Eight of [a-z0-9] from the e-mail, padded with zeros; a collision ends in a number: lex00000, lex00001. */
function freeUsername(world: World, email: string): string {
  const local = (email.split("@")[0] ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
  const base = local.slice(0, 8).padEnd(8, "0");
  const taken = new Set(world.users.map((user) => user.username));
  for (let count = 0; ; count++) {
    const suffix = count === 0 ? "" : String(count);
    const name = base.slice(0, 8 - suffix.length) + suffix;
    if (!taken.has(name)) return name;
  }
}

/** The Kubernetes namespace that belongs to a project; the API tells it from 5.x on. */
export function namespaceOf(project: SimulatedProject): string {
  return project.name.toLowerCase().replace(/[^a-z0-9-]/g, "-");
}

const reservedNames = new Set(["hopsworks", "airflow", "grafana", "mysql", "default", "kube-system"]);

/** Why Hopsworks would refuse this project name, as the number of its error. */
export function problemWithName(name: string): 150003 | 150073 | 150075 | undefined {
  if (name.length > 25) return 150075;
  if (reservedNames.has(name.toLowerCase())) return 150073;
  const isValid = /^[a-z0-9](\w*[a-z0-9])?$/i.test(name) && !/__|_featurestore|^\d+$/i.test(name);
  return isValid ? undefined : 150003;
}
