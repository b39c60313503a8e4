import { data } from "@remix-run/node";
import { AppError, statusOfRefusal, type RefusalKind } from "~/core/app-error";
import { currentRequestId, log } from "~/core/log.server";
import { isDatabaseAway } from "~/db/is-database-away.server";
import type { Problem } from "~/web/forms/problem";

const DATABASE_BACK_SECONDS = 2;

/** What a request is refused with: a refusal of the portal's, a method that is not there, or a mistake of ours. */
export type Fault = Pick<AppError, "code" | "params" | "retryAfterSeconds"> & {
  refusal: RefusalKind | "not_allowed" | "broken";
};

const statuses = { ...statusOfRefusal, not_allowed: 405, broken: 500 } as const satisfies Record<
  Fault["refusal"],
  number
>;

/** The refusal that an error means, of pages and of every API family; undefined for what is a bug. */
export function refusalIn(error: unknown): AppError | undefined {
  if (isDatabaseAway(error)) return new AppError("unavailable", "databaseAway", {}, DATABASE_BACK_SECONDS);
  return error instanceof AppError ? error : undefined;
}

/** HTTP status of a refusal, and the headers that go with it. */
export function statusAndHeaders({ refusal, retryAfterSeconds }: Pick<Fault, "refusal" | "retryAfterSeconds">): {
  status: number;
  headers: Record<string, string>;
} {
  return {
    status: statuses[refusal],
    headers: retryAfterSeconds ? { "Retry-After": String(Math.ceil(retryAfterSeconds)) } : {},
  };
}

/** A refusal as pages answer it; undefined for what is a bug. */
export function refusalOf(
  error: unknown,
): { status: number; headers: Record<string, string>; problem: Problem } | undefined {
  const refusal = refusalIn(error);
  if (!refusal) return undefined;
  const requestId = currentRequestId();
  const problem = { code: refusal.code, params: refusal.params, ...(requestId && { requestId }) };
  return { ...statusAndHeaders(refusal), problem };
}

/**
 * The same as something a loader or action throws: an error page for people, JSON for resource routes. A bug is a page, too, which says
 * nothing but the id under which the log has it. Anything else stays what it is.
 */
export function asThrown(error: unknown, isPage: boolean): unknown {
  const refusal = refusalOf(error);
  if (!refusal) return isPage && error instanceof Error ? asBrokenPage(error) : error;
  const { status, headers, problem } = refusal;
  return isPage ? data(problem, { status, headers }) : Response.json({ error: problem.code }, { status, headers });
}

function asBrokenPage(error: Error): unknown {
  log.error({ err: error }, "unexpected error");
  return data({ requestId: currentRequestId() }, { status: 500 });
}
