import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { Endpoint } from "~/web/api/endpoint.server";
import { families, type FamilyName } from "~/web/api/families.server";
import { statusAndHeaders, type Fault } from "~/web/refusal.server";
import { refusalSchemas } from "./envelopes.server";
import { refusalHeaders } from "./headers.server";

type Kind = Exclude<Fault["refusal"], "not_allowed">;

/** Everything that an endpoint can refuse with, by status, in its family's envelope. */
export function refusalResponses(spec: Endpoint): ZodOpenApiResponsesObject {
  const kinds = (Object.keys(refusalsByKind) as Kind[]).filter((kind) => canRefuse(spec, kind));
  const responses = responsesOf(spec.family);
  return Object.fromEntries(kinds.map((kind) => [statusOf(kind), responses[kind]]));
}

function canRefuse(spec: Endpoint, kind: Kind): boolean {
  return refusesByItself[kind](spec) || (spec.refuses ?? []).some((refused) => refused === kind);
}

const isMembers = ({ access }: Endpoint) => access === "member" || access === "admin";
const always = () => true;
const never = () => false;

/** What the mechanism refuses on its own, read off what the endpoint says of itself. */
const refusesByItself: Record<Kind, (spec: Endpoint) => boolean> = {
  // A credential in the address is refused everywhere.
  invalid: always,
  unauthenticated: ({ access }) => access !== "anyone",
  unpaid: never,
  forbidden: isMembers,
  not_found: never,
  conflict: ({ creates }) => creates === true,
  too_large: ({ body }) => body !== undefined,
  unsupported: ({ body }) => body !== undefined,
  too_many: (spec) => spec.signsIn === true || isMembers(spec),
  broken: always,
  unavailable: always,
};

type Example = Pick<Fault, "code" | "params" | "retryAfterSeconds">;

const plain = (code: string, params: Fault["params"] = {}): Example => ({ code, params });

/** What each refusal means, and what it looks like. */
const refusalsByKind: Record<Kind, { name: string; means: string; examples: [Example, ...Example[]] }> = {
  invalid: {
    name: "BadRequest",
    means: "The request is malformed, or its input does not fit.",
    examples: [plain("fieldMisfits", { field: "name", problem: "must not be empty" }), plain("bodyUnreadable")],
  },
  unauthenticated: {
    name: "Unauthorized",
    means: "Nobody is signed in, or the credential is no good.",
    examples: [plain("signInNeeded")],
  },
  unpaid: {
    name: "PaymentRequired",
    means: "The balance does not allow it.",
    examples: [plain("creditTooLow", { available: "0.40", needed: "1.20", currency: "EUR" })],
  },
  forbidden: {
    name: "Forbidden",
    means: "Signed in, and not allowed: not an admin, a key without the scope, or another site's page that asked.",
    examples: [plain("scopeMissing", { scope: "profile:read" }), plain("adminsOnly"), plain("foreignPage")],
  },
  not_found: {
    name: "NotFound",
    means: "There is no such thing, or it is somebody else's.",
    examples: [plain("environmentNotFound")],
  },
  conflict: {
    name: "Conflict",
    means: "It is there already, is in another state, or its Idempotency-Key stands for another request.",
    examples: [plain("idempotencyKeyReused"), { ...plain("idempotencyKeyBusy"), retryAfterSeconds: 1 }],
  },
  too_large: { name: "TooLarge", means: "The body is too long.", examples: [plain("bodyTooLarge")] },
  unsupported: {
    name: "UnsupportedMediaType",
    means: "The body is of a kind that is not read here.",
    examples: [plain("bodyNotJson")],
  },
  too_many: {
    name: "TooManyRequests",
    means: "The limit is used up. `Retry-After` says for how many seconds.",
    examples: [{ ...plain("tooManyCalls", { limit: 60 }), retryAfterSeconds: 30 }],
  },
  broken: {
    name: "Broken",
    means: "A mistake of ours. Name the `X-Request-Id` to us.",
    examples: [plain("brokenHere")],
  },
  unavailable: {
    name: "Unavailable",
    means: "Something behind the portal does not answer just now. `Retry-After` says when to try again.",
    examples: [{ ...plain("databaseAway"), retryAfterSeconds: 2 }],
  },
};

const statusOf = (kind: Kind) => String(statusAndHeaders({ refusal: kind }).status);

type Responses = Record<Kind, ZodOpenApiResponseObject>;

const made = new Map<FamilyName, Responses>();

/** Kept once for each family, so that the document refers to it wherever it can be answered. */
function responsesOf(family: FamilyName): Responses {
  const responses = made.get(family) ?? makeResponses(family);
  made.set(family, responses);
  return responses;
}

function makeResponses(family: FamilyName): Responses {
  const named = family.charAt(0).toUpperCase() + family.slice(1);
  const all = Object.entries(refusalsByKind).map(([kind, { name, means, examples }]) => {
    const schema = refusalSchemas[family];
    const shown = examples.map((example) => [example.code, { value: bodyOf(family, kind as Kind, example) }] as const);
    const content = { "application/json": { schema, examples: Object.fromEntries(shown) } };
    return [kind, { id: `${named}${name}`, description: means, headers: refusalHeaders(kind as Kind), content }];
  });
  return Object.fromEntries(all) as Responses;
}

/** What the family really says, but for what differs from one answer to the next. */
function bodyOf(family: FamilyName, refusal: Kind, example: Example): Record<string, unknown> {
  const { details: _, ...body } = families[family].refusal({ refusal, ...example }, true);
  return "timestamp" in body ? { ...body, timestamp: "2026-01-31T09:30:00.000Z" } : body;
}
