import express, { type Express, type Request, type Response } from "express";
import { clock } from "~/core/clock";
import { equalSecrets } from "~/core/crypto.server";
import type { Env } from "~/core/env.server";
import { metrics } from "~/core/metrics.server";
import { db } from "~/db/pool.server";
import { measureOutbox } from "~/domain/activity/outbox/measure-outbox.server";
import { measureCollectorLag } from "~/domain/metering/collection/measure-collector-lag.server";

/** What listens on METRICS_PORT: the metrics, to whoever reaches that port, and nothing else. */
export function metricsApp(): Express {
  const app = express().disable("x-powered-by").disable("etag");
  return app.get("/metrics", (_, response, next) => void sendMetrics(response).catch(next));
}

type Settings = Pick<Env, "ATRIUM_MODE" | "METRICS_PORT" | "METRICS_TOKEN">;

/**
 * Answers `/metrics` on the portal's own port to who sends METRICS_TOKEN as `Authorization: Bearer …`. Where neither that nor METRICS_PORT is
 * set there is nothing, except in demo and test, which are on this machine alone.
 */
export async function answerMetrics(settings: Settings, request: Request, response: Response): Promise<void> {
  if (mayRead(settings, request)) await sendMetrics(response);
  else response.status(404).type("text/plain").send("There is nothing here.\n");
}

function mayRead({ ATRIUM_MODE, METRICS_PORT, METRICS_TOKEN }: Settings, request: Request): boolean {
  if (METRICS_TOKEN !== undefined) return equalSecrets(request.get("Authorization") ?? "", `Bearer ${METRICS_TOKEN}`);
  return ATRIUM_MODE !== "production" && METRICS_PORT === undefined;
}

async function sendMetrics(response: Response): Promise<void> {
  await Promise.allSettled([measureCollectorLag(db, clock.now()), measureOutbox(db)]);
  response.type(metrics.contentType).send(await metrics.metrics());
}
