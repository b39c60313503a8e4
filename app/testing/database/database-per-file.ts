import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { register } from "prom-client";
import { afterAll, inject, vi } from "vitest";
import { testSettings } from "~/testing/settings";

// Files share a process, and with it what packages have loaded; what is ours begins anew: modules, metrics, settings and the database.
vi.resetModules();
register.clear();
const shared = globalThis as { givenEnvironment?: NodeJS.ProcessEnv };
const given = (shared.givenEnvironment ??= { ...process.env });
for (const name of Object.keys(process.env)) if (!(name in given)) Reflect.deleteProperty(process.env, name);

const name = `t_${process.pid}_${randomBytes(4).toString("hex")}`;
const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
await admin.unsafe(`create database ${name} template atrium_template strategy file_copy`);
await admin.end();
Object.assign(process.env, given, testSettings, { DATABASE_URL: `${inject("postgres")}${name}` });

const { closePool, workAs } = await import("~/db/pool.server");
const { PORTAL_ROLE } = await import("~/db/grant-portal-role.server");
workAs(PORTAL_ROLE);

afterAll(closePool);
