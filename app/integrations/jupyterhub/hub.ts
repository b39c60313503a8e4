/** A server of a hub user as the hub tells it. `busy` is any pending state that is neither a start nor a stop. */
export type HubServer = {
  state: "absent" | "stopped" | "pending" | "ready" | "stopping" | "busy";
  startedAt?: Date;
  lastActivityAt?: Date;
  /** Path on the hub's public address, such as `/user/alice%40example.org/`. */
  path?: string;
  profile?: string;
  /** What the hub's clock said, in whole seconds. */
  observedAt?: Date;
};

/** One line of the hub's progress stream, whitelisted: nothing of the cluster's inside passes. */
export type HubProgress = { progress?: number; message: string; ready?: boolean; failed?: boolean };

export type ActiveHubServer = {
  username: string;
  serverName: string;
  startedAt: Date;
  lastActivityAt?: Date;
  profile?: string;
};

/** What is asked of a JupyterHub, in the hub's words. Every verb may throw AppError `unavailable` when the hub cannot answer. */
export type JupyterHub = {
  /** Reachable, and which version. */
  version(): Promise<string>;
  /** Makes the hub user if it is not there; many at once make one. */
  ensureUser(username: string): Promise<void>;
  /** Stops what the user runs and removes the user; nothing when the hub has none. Refuses `unavailable` while a server still stops. */
  deleteUser(username: string): Promise<void>;
  /** The state of a user's server (default server when `serverName` is empty); `absent` when the hub has no such user. */
  server(username: string, serverName?: string): Promise<HubServer>;
  /**
   * Asks for a start and returns what the hub then says of the server. Never repeated on failure. Refuses `conflict` when the hub allows no
   * named servers (`namedServersOff`), or no more of them (`namedServersFull`).
   */
  startServer(username: string, options: { serverName?: string; profile: string }): Promise<HubServer>;
  /** Asks for a stop (also of one that is still starting) and returns what the hub then says. */
  stopServer(username: string, serverName?: string): Promise<HubServer>;
  /** Removes a named server that is stopped, with what its spawner keeps for it alone. Nothing where there is none. */
  removeServer(username: string, serverName: string): Promise<void>;
  /** Whether users may have named servers; undefined when the hub has no such user, so that it cannot be told. */
  allowsNamedServers(username: string): Promise<boolean | undefined>;
  /** Tells the hub that the server is in use at `at`, so that what ends idle servers leaves it alone. Nothing where there is none. */
  noteActivity(username: string, at: Date, serverName?: string): Promise<void>;
  /** Follows a start until it is ready or failed; ends at once when there is nothing to follow. One upstream connection per call. */
  progress(username: string, options: { serverName?: string; signal: AbortSignal }): AsyncIterable<HubProgress>;
  /** The cause of the last failed start, if the hub still remembers one. */
  lastFailure(username: string, serverName?: string): Promise<string | undefined>;
  /** A complete list of ready servers, or a refusal: never part of one. `observedAt` is the hub's clock when the list began. */
  activeServers(): Promise<{ servers: ActiveHubServer[]; observedAt: Date }>;
};

export type JupyterHubOptions = {
  apiUrl: string;
  token: string;
  /** What sends: the address was typed by people. */
  fetch: typeof fetch;
  /** Hears after each call whether the hub answered. */
  onOutcome?: (isUp: boolean) => void;
};
