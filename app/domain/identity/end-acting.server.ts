import { sha256 } from "~/core/crypto.server";
import type { UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { takeEyesBack } from "./acting.queries.server";
import { recordActing } from "./record-acting.server";

/** The session of `token` shows its owner's own portal again: whom it had shown, or undefined when it was over already. */
export async function endActing(token: string): Promise<UserId | undefined> {
  return transaction(async (tx) => {
    const was = await takeEyesBack(tx, sha256(token));
    if (was) await recordActing(tx, was, "acting.end", { how: "ended" });
    return was?.memberId;
  });
}
