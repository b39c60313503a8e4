/**
 * A user of one Hopsworks installation. `id` and `username` are Hopsworks' own; the e-mail is what joins them to a member. The rest is
 * there where the installation tells it.
 */
export type HopsworksUser = {
  id: number;
  username: string;
  email: string;
  /** `M_ACCOUNT_TYPE` for a local account, else how it signs in: `OAUTH2`, `LDAP`, `KRB`. */
  accountType?: string | undefined;
  /** 2 is an activated account; 3, 4 and 6 are deactivated, blocked and refused. */
  status?: number | undefined;
  maxNumProjects?: number | undefined;
  /** Every project that the user ever created and that is not gone, also what failed on the way. */
  numActiveProjects?: number | undefined;
  activated?: Date | undefined;
};

/** A project that exists; `isReady` is false while Hopsworks is still creating it. `owner` is its creator's username. */
export type HopsworksProject = {
  id: number;
  name: string;
  owner: string;
  created?: Date | undefined;
  isReady: boolean;
};

export type NewOAuthUser = {
  email: string;
  givenName: string;
  familyName: string;
  /** The client id under which Hopsworks knows the identity provider, and the provider's own name of the person. */
  clientId: string;
  subject: string;
};

/** What the portal asks of a Hopsworks installation, in the portal's words. Every verb may throw AppError `unavailable`. */
export type Hopsworks = {
  /** Reachable, and which version; says nothing about the key. */
  version(): Promise<string>;
  /** The user with exactly this e-mail, upper and lower case being the same. */
  findUserByEmail(email: string): Promise<HopsworksUser | undefined>;
  /** Makes a user who signs in through the identity provider; the one that exists when the e-mail is taken. */
  createOAuthUser(user: NewOAuthUser): Promise<HopsworksUser>;
  /** The usable projects of everybody, oldest first; what nobody is known to have created is left out. Hopsworks can give no part of it. */
  allProjects(): Promise<HopsworksProject[]>;
  /** The usable projects that this user created, oldest first. It reads {@link Hopsworks.allProjects}. */
  projectsOf(username: string): Promise<HopsworksProject[]>;
  /**
   * Makes a project in the name of `owner` (a username), which takes up to two minutes. Nothing when the owner has it already;
   * refuses `conflict` with `hopsworksProjectTaken` when somebody else does, or with `hopsworksProjectLimit`.
   */
  createProject(project: { owner: string; name: string }): Promise<void>;
};

/** `url` is the installation's origin, without the API's path. */
export type HopsworksOptions = {
  url: string;
  apiKey: string;
  /** What sends: the address was typed by people. */
  fetch: typeof fetch;
  /** Hears after each call whether Hopsworks answered. */
  onOutcome?: (isUp: boolean) => void;
  /** Waiting before a safe call is tried again, in milliseconds. */
  retryDelayMs?: number;
};
