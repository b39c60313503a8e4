import { clock, instant } from "~/core/clock";

/** `test` as the real hub's test spawner heeds it. */
export type SimulatedProfile = { test?: "slow" | "fail" | "crash" };

type SimulatedServer = {
  state: "spawn" | "ready" | "stop";
  started: Date;
  lastActivity: string;
  profile: string | undefined;
  timer?: NodeJS.Timeout;
};

type KeptServer = { serverName: string; started: string; lastActivity: string; profile: string | undefined };
export type KeptHub = { users: { name: string; servers: KeptServer[] }[] };

/** How a start goes. */
type Start = { startTakes: number; failStartsWith: string | undefined };

/** The simulator's memory: users, their servers, and why a start failed. Times are those of the wall, since starts take real time. */
export class SimulatedHub {
  version = "6.1.1";
  /** How many more users it counts than it shows. */
  hiddenUsers = 0;
  /** Called after every change. */
  changed: () => void = () => undefined;
  private readonly servers = new Map<string, Map<string, SimulatedServer>>();
  private readonly failures = new Map<string, string>();
  /** A named server is one of the user's from its first start until it is removed. */
  private readonly named = new Map<string, Set<string>>();

  constructor(private readonly profiles?: Readonly<Record<string, SimulatedProfile>>) {}

  addUser(username: string): void {
    this.servers.set(username, new Map());
    this.changed();
  }

  removeUser(username: string): void {
    this.servers.delete(username);
    this.named.delete(username);
    this.changed();
  }

  /** What outlives a restart: the users, and the servers that were ready. */
  kept(): KeptHub {
    const users = [...this.servers].map(([name, servers]) => ({
      name,
      servers: [...servers].flatMap(([serverName, { state, started, lastActivity, profile }]) =>
        state === "ready" ? [{ serverName, started: started.toISOString(), lastActivity, profile }] : [],
      ),
    }));
    return { users };
  }

  restore({ users }: KeptHub): void {
    for (const { name, servers } of users) {
      const ready = servers.map(
        ({ serverName, started, ...server }) =>
          [serverName, { ...server, started: instant(started), state: "ready" as const }] as const,
      );
      this.servers.set(name, new Map<string, SimulatedServer>(ready));
      this.named.set(name, new Set(servers.map(({ serverName }) => serverName).filter(Boolean)));
    }
  }

  /** Nothing that was begun goes on. */
  halt(): void {
    for (const servers of this.servers.values()) for (const server of servers.values()) clearTimeout(server.timer);
  }

  /** A user whose default server is ready at once. */
  runs(username: string, profile: string, started = clock.now()): void {
    this.servers.set(
      username,
      new Map([["", { state: "ready", started, lastActivity: started.toISOString(), profile }]]),
    );
    this.changed();
  }

  user(username: string) {
    const servers = this.servers.get(username);
    if (!servers) return undefined;
    const models = [...servers].map(([name, server]) => [name, modelOf(username, name, server)] as const);
    return { name: username, kind: "user", admin: false, servers: Object.fromEntries(models) };
  }

  users() {
    return [...this.servers.keys()].flatMap((name) => this.user(name) ?? []);
  }

  stateOf(username: string, serverName: string): SimulatedServer["state"] | undefined {
    return this.servers.get(username)?.get(serverName)?.state;
  }

  namedServersOf(username: string): string[] {
    return [...(this.named.get(username) ?? [])];
  }

  forgetServer(username: string, serverName: string): void {
    this.named.get(username)?.delete(serverName);
  }

  failureOf(username: string, serverName: string): string | undefined {
    return this.failures.get(`${username}/${serverName}`);
  }

  /** Begins a start and returns the status that a real hub answers: it also says 201 of a start that has failed at once. */
  start(username: string, serverName: string, profile: string | undefined, start: Start): 201 | 202 | 400 {
    const state = this.stateOf(username, serverName);
    if (state) return state === "spawn" ? 202 : 400;
    if (serverName) this.named.set(username, new Set(this.named.get(username)).add(serverName));
    this.failures.delete(`${username}/${serverName}`);
    const refusal = this.refusalOf(profile);
    if (refusal) return this.fail(username, serverName, refusal);
    const started = clock.now();
    const server: SimulatedServer = { state: "spawn", started, lastActivity: started.toISOString(), profile };
    this.servers.get(username)?.set(serverName, server);
    const crashes = this.testOf(profile) === "crash";
    const failure = crashes ? "Server didn't respond in 3 seconds" : start.failStartsWith;
    server.timer = setTimeout(() => {
      if (failure) this.fail(username, serverName, failure);
      else server.state = "ready";
      this.changed();
    }, start.startTakes);
    return 202;
  }

  /** Begins a stop, also of a start; a stop takes a tenth of a second. */
  stop(username: string, serverName: string): 202 | 204 {
    const server = this.servers.get(username)?.get(serverName);
    if (!server) return 204;
    clearTimeout(server.timer);
    server.state = "stop";
    server.timer = setTimeout(() => {
      this.servers.get(username)?.delete(serverName);
      this.changed();
    }, 100);
    return 202;
  }

  /** Notes that a server was in use; a hub takes only what is later than what it knows. False for a server that is not there. */
  note(username: string, serverName: string, lastActivity: string): boolean {
    const server = this.servers.get(username)?.get(serverName);
    if (!server) return false;
    if (lastActivity > server.lastActivity) server.lastActivity = lastActivity;
    return true;
  }

  forget(): void {
    this.halt();
    this.servers.clear();
    this.named.clear();
    this.failures.clear();
    this.changed();
  }

  private refusalOf(profile: string | undefined): string | undefined {
    if (!this.profiles) return undefined;
    if (this.testOf(profile) === "fail") return "The cluster has no capacity for this size.";
    if (profile !== undefined && profile in this.profiles) return undefined;
    return `There is no size “${profile}” here. There are: ${Object.keys(this.profiles).join(", ")}.`;
  }

  private testOf(profile = ""): SimulatedProfile["test"] {
    return this.profiles?.[profile]?.test;
  }

  private fail(username: string, serverName: string, cause: string): 201 {
    this.servers.get(username)?.delete(serverName);
    this.failures.set(`${username}/${serverName}`, cause);
    return 201;
  }
}

function modelOf(username: string, name: string, { state, started, lastActivity, profile }: SimulatedServer) {
  return {
    name,
    ready: state === "ready",
    pending: state === "ready" ? null : state,
    stopped: false,
    started: started.toISOString(),
    last_activity: lastActivity,
    url: `/user/${username}/${name ? `${name}/` : ""}`,
    user_options: { profile },
  };
}
