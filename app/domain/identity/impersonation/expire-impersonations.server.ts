import { clock } from "~/core/clock";
import { transaction } from "~/db/transaction.server";
import { clearImpersonation, lockExpiredImpersonations } from "./impersonation.queries.server";
import { recordImpersonation } from "./record-impersonation.server";

const AT_ONCE = 100;

/**
 * Writes down the end of every look that is over: its time ran out, or one of its two sides is no longer what it must be. The session
 * itself has shown nothing since that moment; this puts the end on record, once, whichever replica comes first.
 */
export async function expireImpersonations(): Promise<number> {
  const now = clock.now();
  return transaction(async (tx) => {
    const over = await lockExpiredImpersonations(tx, now, AT_ONCE);
    for (const { idHash, ...acting } of over) {
      await clearImpersonation(tx, idHash);
      await recordImpersonation(tx, acting, "acting.end", { how: "expired" });
    }
    return over.length;
  });
}
