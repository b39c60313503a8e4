// A replica that does nothing but work: for tests that kill one.
import { startWorkers } from "~/cron/workers.server";
import { PORTAL_ROLE } from "~/db/grant-portal-role.server";
import { workAs } from "~/db/pool.server";

workAs(PORTAL_ROLE);
await startWorkers();
process.send?.("working");
