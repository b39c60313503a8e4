import type { NextFunction, Request, Response } from "express";
import { newId } from "~/core/id";
import { requestLog, withLogContext } from "~/core/log.server";
import { httpRequests } from "~/core/metrics.server";
import { REQUEST_DEADLINE_SECONDS, withQueryDeadline } from "~/db/query-deadline.server";
import { withoutKeys } from "~/web/security/key-in-address.server";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Every response names its request; the log line of its end says how it went, and it is measured under `labelOf` its path. Whatever it asks
 * of the database has the deadline of a request.
 */
export function observeRequests(labelOf: (request: Request) => string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = newId("req");
    const started = performance.now();
    response.setHeader("X-Request-Id", requestId);
    response.once("close", () => {
      const seconds = (performance.now() - started) / 1000;
      measure(request, response, labelOf(request), seconds);
      if (request.path.startsWith("/assets/")) return;
      const path = withoutKeys(request.path);
      const ms = Math.round(seconds * 1000);
      requestLog.info({ requestId, method: request.method, path, status: response.statusCode, ms }, "request");
    });
    // An IPv4 address that came through an IPv6 socket is told as people know it.
    const address = request.ip?.replace(/^::ffff:(?=\d+\.)/, "");
    const answer = () => withQueryDeadline(REQUEST_DEADLINE_SECONDS, next);
    withLogContext({ requestId, ...(address && { address }) }, answer);
  };
}

function measure(request: Request, response: Response, route: string, seconds: number): void {
  const method = methods.has(request.method) ? request.method : "other";
  httpRequests.observe({ route, method, status: `${Math.floor(response.statusCode / 100)}xx` }, seconds);
}
