import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { PORTAL_ROLE } from "../db/grant-portal-role.server";
import { workAs } from "../db/pool.server";
import { testSettings } from "./settings";

const name = `t_${process.pid}_${randomBytes(4).toString("hex")}`;
const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
await admin.unsafe(`create database ${name} template atrium_template`);
await admin.end();
Object.assign(process.env, testSettings, { DATABASE_URL: `${inject("postgres")}${name}` });
workAs(PORTAL_ROLE);

afterAll(async () => {
  const { closePool } = await import("../db/pool.server");
  await closePool();
});
