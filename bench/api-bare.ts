/**
 * The least that an API can be: an Express handler and one prepared query, on a pool like the portal's. `fork(api-bare.ts, [url of the
 * database, connections, member])`; it says its port, and ends with its parent. Its processor time is at `/metrics`, as the portal's is.
 */
import type { AddressInfo } from "node:net";
import express from "express";
import postgres from "postgres";
import { collectDefaultMetrics, Registry } from "prom-client";

const [database = "", connections = "", memberId = ""] = process.argv.slice(2);
const metrics = new Registry();
collectDefaultMetrics({ register: metrics });
const sql = postgres(database, { max: Number(connections) });

const app = express();
app.get(
  "/metrics",
  (_, response) => void metrics.metrics().then((text) => response.type(metrics.contentType).send(text)),
);
app.get("/users/me", (_, response) => void me().then((answer) => response.json(answer)));
const server = app.listen(0, () => process.send?.((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit());

/** The same query of the same row as the portal's endpoint asks, and the same answer. */
async function me() {
  const [row] = await sql<{ email: string; is_admin: boolean; created_at: Date; tier: string }[]>`
    select email, is_admin, created_at, tier from users where id = ${memberId}`;
  if (!row) throw new Error(`no member ${memberId}`);
  const { email, is_admin, created_at, tier } = row;
  const data = {
    id: memberId,
    email,
    role: is_admin ? "admin" : "user",
    subscription_tier: tier,
    created_at: created_at.toISOString(),
    max_uptime_minutes: null,
    auto_shutdown_enabled: false,
  };
  return { status: "success", data, timestamp: new Date().toISOString() };
}
