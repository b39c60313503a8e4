// A replica that begins to answer one request and never ends: for tests that kill it.
import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { PORTAL_ROLE } from "~/db/grant-portal-role.server";
import { workAs } from "~/db/pool.server";
import { claimIdempotencyKey } from "~/domain/access/idempotency/idempotent-requests.server";

workAs(PORTAL_ROLE);
const [userId, endpoint, key] = process.argv.slice(2);
const once = { userId: userId as UserId, endpoint: String(endpoint), key: String(key), at: clock.now() };
await claimIdempotencyKey(once, "hash");
process.send?.("claimed");
