import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import type { Env } from "~/core/env.server";
import { answerMetrics, metricsApp } from "./serve-metrics.server";

const token = "dev-metrics-token-for-tests-0123456789";
let server = createServer();

afterEach(() => new Promise((resolve) => server.close(resolve)));

type Settings = Partial<Pick<Env, "ATRIUM_MODE" | "METRICS_PORT" | "METRICS_TOKEN">>;

const portalWith = (settings: Settings) => {
  const all = { ATRIUM_MODE: "production" as const, METRICS_PORT: undefined, METRICS_TOKEN: undefined, ...settings };
  return express().get("/metrics", (request, response, next) => void answerMetrics(all, request, response).catch(next));
};

/** Asks for the metrics of what `app` serves. */
async function serving(app: express.Express) {
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return async (authorization?: string, path = "/metrics") => {
    const headers = new Headers(authorization === undefined ? {} : { authorization });
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return [answer.status, (await answer.text()).includes("process_cpu_seconds_total")];
  };
}

test.each([[{}], [{ METRICS_PORT: 9464 }], [{ METRICS_PORT: 9464, ATRIUM_MODE: "demo" as const }]])(
  "with %j nobody reads the metrics on the portal's port",
  async (settings) => {
    const ask = await serving(portalWith(settings));
    expect(await ask()).toEqual([404, false]);
    expect(await ask("Bearer undefined")).toEqual([404, false]);
  },
);

test("who sends the token reads them; another one does not", async () => {
  const ask = await serving(portalWith({ METRICS_TOKEN: token }));
  expect(await ask(`Bearer ${token}`)).toEqual([200, true]);
  for (const wrong of [`Bearer ${token}x`, token, undefined]) expect(await ask(wrong)).toEqual([404, false]);
});

test("a port of their own answers whoever reaches it, with the metrics alone", async () => {
  const ask = await serving(metricsApp());
  expect(await ask()).toEqual([200, true]);
  expect(await ask(undefined, "/dashboard")).toEqual([404, false]);
});

test("a demo on this machine shows them", async () => {
  expect(await (await serving(portalWith({ ATRIUM_MODE: "demo" })))()).toEqual([200, true]);
});
