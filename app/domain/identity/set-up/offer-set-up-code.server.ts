import { createHmac } from "node:crypto";
import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { setUpCodeOf } from "./set-up-code";
import { findSetUpCode, insertSetUpCode, updateSetUpCode } from "./set-up.queries.server";
import { hasAdmin } from "~/domain/identity/members/member-status.queries.server";

/**
 * The code with which the first admin appoints themself; undefined when there is an admin, or the settings name one. It is made from
 * SECRET_KEY and the moment it was first offered, so every replica and every start prints the same one until it is used, and the database
 * needs to hold no more than its hash.
 */
export async function offerSetUpCode(): Promise<string | undefined> {
  if (env().ADMIN_EMAILS.length > 0 || (await hasAdmin(db))) return undefined;
  const now = clock.now();
  await insertSetUpCode(db, { createdAt: now, codeHash: sha256(codeOffered(now)) });
  const offered = await findSetUpCode(db);
  if (!offered || offered.usedAt) return undefined;
  const code = codeOffered(offered.createdAt);
  if (offered.codeHash !== sha256(code)) await updateSetUpCode(db, sha256(code));
  return code;
}

function codeOffered(at: Date): string {
  return setUpCodeOf(createHmac("sha256", `set-up:${env().SECRET_KEY}`).update(at.toISOString()).digest());
}
