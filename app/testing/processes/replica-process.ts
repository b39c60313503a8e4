// A replica that ticks and works as server.ts has it do, and serves nothing: for tests that make its clock wrong.
import { startScheduler } from "~/cron/start-scheduler.server";
import { startClockWatch } from "~/cron/watch-clock.server";
import { startWorkers } from "~/cron/workers.server";
import { PORTAL_ROLE } from "~/db/grant-portal-role.server";
import { workAs } from "~/db/pool.server";

workAs(PORTAL_ROLE);
await startClockWatch();
await startWorkers();
startScheduler();
process.send?.("started");
