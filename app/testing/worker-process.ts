// A replica that does nothing but work: for tests that kill one.
import { startWorkers } from "~/cron/workers.server";

await startWorkers();
process.send?.("working");
