import type { SimulatedUser, World } from "./world";

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** One request after routing and authorisation. `base` is the API's address as Hopsworks writes it into `href`: always http. */
export type Call = {
  world: World;
  base: string;
  params: readonly string[];
  query: URLSearchParams;
  body: unknown;
  /** The key's owner; absent where no key is asked for. */
  caller: SimulatedUser | undefined;
};

export type Endpoint = {
  method: string;
  path: RegExp;
  /** Any of these is enough; absent where no key is asked for. */
  scopes?: readonly string[];
  isForAdmins?: boolean;
  work: (call: Call) => Answer | Promise<Answer>;
};

const errors = {
  100050: [404, "Variable not found."],
  120000: [500, "A generic error occurred."],
  120001: [422, "An argument was not provided or it was malformed."],
  120004: [404, "Web application exception occurred"],
  150001: [409, "Project with the same name already exists."],
  150002: [400, "You have reached the maximum number of projects you could create."],
  150003: [400, "Invalid project name."],
  150004: [404, "Project wasn't found."],
  150073: [400, "Project name is reserved."],
  150075: [400, "Project name is too long."],
  150099: [409, "Project is in a partial state."],
  150100: [409, "Project creation is in progress."],
  160000: [403, "No valid role found for this user"],
  160001: [400, "User does not exist."],
  160002: [404, "User not found"],
  160003: [409, "There is an existing account associated with this email"],
  160037: [400, "Invalid email format."],
  160055: [400, "First name and last name must be provided."],
  200003: [401, "Authorization header not set."],
  310000: [404, "Invalid query."],
  320003: [403, "No valid role found for this invocation"],
  320004: [403, "No valid scope found for this invocation"],
  320012: [401, "Invalid or incorrect API key."],
  320013: [401, "API key not found in the database"],
} as const satisfies Record<number, readonly [number, string]>;

export type ErrorNumber = keyof typeof errors;

/** Thrown by an endpoint; becomes Hopsworks' error envelope. */
export class SimulatedError extends Error {
  readonly answer: Answer;

  constructor(code: ErrorNumber, given: { status?: number; errorMsg?: string; usrMsg?: string } = {}) {
    const [status, text] = errors[code];
    super(text);
    const answered = given.status ?? status;
    this.answer = {
      status: answered,
      body: { errorCode: code, errorMsg: given.errorMsg ?? text, usrMsg: given.usrMsg },
      ...(answered === 401 && { headers: { "www-authenticate": 'Bearer realm="Cauth Realm"' } }),
    };
  }
}

/** Hopsworks' list: `count` is of all that match, and `items` is missing where there are none. */
export function listAnswer(href: string, items: readonly unknown[], count = items.length): Answer {
  return { status: 200, body: { href, items: items.length > 0 ? items : undefined, count } };
}
