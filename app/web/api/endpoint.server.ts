import type { z } from "zod";
import type { RefusalKind } from "~/core/app-error";
import type { Scope } from "~/domain/access/scope";
import type { Viewer } from "~/domain/identity/viewer";
import type { FamilyName } from "./families.server";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: anybody, a member, an admin, or the scheduler with its secret. */
export type Access = "anyone" | "member" | "admin" | "cron";

/** What a call brings. `viewer` is there where the access says so. */
export type Call<A extends Access, Params, Query, Body> = {
  viewer: A extends "member" | "admin" ? Viewer : undefined;
  params: Params;
  query: Query;
  body: Body;
  headers: Headers;
  /** Aborts when the caller leaves. */
  signal: AbortSignal;
};

/** An answer with another status than the endpoint's first, or with headers of its own. */
export class Answer<T> {
  constructor(
    readonly body: T,
    readonly status?: number,
    readonly headers: Record<string, string | string[]> = {},
  ) {}
}

type Shape = z.ZodType;
type Read<S extends Shape | undefined> = S extends Shape ? z.output<S> : undefined;

/**
 * One endpoint, said once: what is here is checked, documented (`/openapi.json`) and tested. `path` is relative to its family, with
 * parameters in braces. `answer` is the body inside the family's envelope. `work` makes one domain call and returns that body, an
 * {@link Answer}, or, where `streams` names its media type, a Response.
 */
export type EndpointSpec<
  A extends Access,
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> = {
  family: FamilyName;
  method: Method;
  path: string;
  /** The name of the operation, for clients that are generated. */
  name: string;
  summary: string;
  description?: string;
  access: A;
  /** A key needs one of them; sessions and tokens have all. */
  scopes?: readonly Scope[];
  params?: P;
  query?: Q;
  body?: B;
  /** Also taken as a form, from pages that post it. */
  takesForms?: boolean;
  answer: R;
  /** The statuses of success; the first is the usual one. */
  statuses?: readonly [number, ...number[]];
  /** Media type of an answer that is not JSON. */
  streams?: string;
  /** How the family's envelope goes round the answer; `bare` leaves it as it is. */
  envelope?: { word?: string } | "bare";
  /** What it refuses beyond what its access, scopes and input already say. */
  refuses?: readonly RefusalKind[];
  /** Makes something: takes an `Idempotency-Key`. */
  creates?: boolean;
  /** Not counted against the caller's limit. */
  uncounted?: boolean;
  /** Counted as an attempt to sign in, by address. */
  signsIn?: boolean;
  work: (call: Call<A, Read<P>, Read<Q>, Read<B>>) => Promise<z.input<R> | Answer<z.input<R>> | Response>;
};

/** An endpoint whose input and output types nobody needs any more. */
export type Endpoint = Omit<
  EndpointSpec<Access, Shape | undefined, Shape | undefined, Shape | undefined, Shape>,
  "work"
> & {
  work: (call: Call<Access, unknown, unknown, unknown>) => Promise<unknown>;
};

/** Defines an endpoint; its types tie `work` to the schemas beside it. */
export function endpoint<
  A extends Access,
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(spec: EndpointSpec<A, P, Q, B, R>): Endpoint {
  return spec as unknown as Endpoint;
}
