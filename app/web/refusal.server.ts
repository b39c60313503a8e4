import { data } from "@remix-run/node";
import { AppError, statusOfRefusal } from "~/core/app-error";
import { currentRequestId, log } from "~/core/log.server";
import { isDatabaseAway } from "~/db/is-database-away.server";
import type { Problem } from "~/web/forms/problem";

const DATABASE_BACK_SECONDS = 2;

/** A refusal as the page family answers it; undefined for what is no refusal but a bug. */
export function refusalOf(
  error: unknown,
): { status: number; headers: Record<string, string>; problem: Problem } | undefined {
  const refusal = isDatabaseAway(error)
    ? new AppError("unavailable", "databaseAway", {}, DATABASE_BACK_SECONDS)
    : error;
  if (!(refusal instanceof AppError)) return undefined;
  const requestId = currentRequestId();
  return {
    status: statusOfRefusal[refusal.refusal],
    headers: refusal.retryAfterSeconds ? { "Retry-After": String(Math.ceil(refusal.retryAfterSeconds)) } : {},
    problem: { code: refusal.code, params: refusal.params, ...(requestId && { requestId }) },
  };
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
