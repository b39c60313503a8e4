import { sha256 } from "~/core/crypto.server";
import type { UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { revokeImpersonation } from "./impersonation.queries.server";
import { recordImpersonation } from "./record-impersonation.server";

/** The session of `token` shows its owner's own portal again: whom it had shown, or undefined when it was over already. */
export async function endImpersonation(token: string): Promise<UserId | undefined> {
  return transaction(async (tx) => {
    const was = await revokeImpersonation(tx, sha256(token));
    if (was) await recordImpersonation(tx, was, "acting.end", { how: "ended" });
    return was?.memberId;
  });
}
