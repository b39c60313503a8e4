import { AppError, refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { newId, type UserId } from "~/core/id";
import { db as pool, type Db } from "~/db/pool.server";
import { isDuplicate, transaction } from "~/db/transaction.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { noteIdentityUsed } from "./identities.queries.server";
import { isAppointed } from "~/domain/identity/members/is-appointed.server";
import { refuseSuspended } from "~/domain/identity/members/member-status";
import {
  findMemberOf,
  insertMember,
  isEmailOfAnother,
  lockMember,
  updateMember,
  type MemberRecord,
} from "~/domain/identity/members/users.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** What the identity provider vouches for: (issuer, subject) says who, and the address is verified. */
export type VouchedProfile = {
  issuer: string;
  subject: string;
  email: string;
  name: string;
  givenName?: string;
  familyName?: string;
};

type SignedIn = { viewer: Viewer; isNew: boolean };

/**
 * The member whom the provider means; made on the first sign-in. A changed name or address follows the provider, unless the address is
 * another member's; of several identities they follow the oldest. Refuses `conflict` (a new identity with a member's address) and `forbidden` (suspended).
 */
export async function signInMember(profile: VouchedProfile): Promise<SignedIn> {
  const settled = { ...profile, email: profile.email.toLowerCase() };
  const signIn = () => transaction((tx) => signInWithin(tx, settled));
  // Of two first sign-ins at once one loses to a unique key, and a second look sees what the other wrote. Who loses twice came with an
  // address that is somebody else's.
  return signIn()
    .catch(ifDuplicate(signIn))
    .catch(ifDuplicate(() => refuse("conflict", "emailBelongsToAnother")))
    .catch((error: unknown) => recordRefusal(settled, error));
}

/** Kept apart from what was undone. Whoever is meant sees in their own log that somebody was turned away, and why. */
async function recordRefusal(profile: VouchedProfile, refusal: unknown): Promise<never> {
  const userId = refusal instanceof AppError ? await findMemberOf(pool, profile) : undefined;
  if (userId && refusal instanceof AppError)
    await recordActivity(pool, {
      subjectId: userId,
      action: "member.sign_in",
      targetKind: "user",
      targetId: userId,
      after: { reason: refusal.code },
      outcome: "refused",
    });
  throw refusal;
}

function ifDuplicate<T>(next: () => T): (error: unknown) => T {
  return (error) => {
    if (isDuplicate(error)) return next();
    throw error;
  };
}

async function signInWithin(db: Db, profile: VouchedProfile): Promise<SignedIn> {
  const known = await lockMember(db, profile.issuer, profile.subject);
  const viewer = known ? await welcomeBack(db, known, profile) : await join(db, profile);
  await noteIdentityUsed(db, profile, clock.now());
  await record(db, viewer.userId, "member.sign_in");
  return { viewer, isNew: !known };
}

async function join(db: Db, profile: VouchedProfile): Promise<Viewer> {
  const { issuer, subject, email, name } = profile;
  const viewer = { userId: newId("user"), email, name, isAdmin: isAppointed(email) };
  const now = clock.now();
  const user = { id: viewer.userId, email, name, isAdmin: viewer.isAdmin, createdAt: now, lastSeenAt: now };
  await insertMember(db, user, { issuer, subject });
  await record(db, viewer.userId, "member.join", { after: { isAdmin: viewer.isAdmin } });
  return viewer;
}

async function welcomeBack(db: Db, known: MemberRecord, profile: VouchedProfile): Promise<Viewer> {
  refuseSuspended(known);
  const { userId, suspendedAt: _, suspendedReason: __, suspensionStopsAt: ___, isFirst, ...before } = known;
  const claims = isFirst ? profile : before;
  const mayMove = claims.email !== before.email && !(await isEmailOfAnother(db, claims.email, userId));
  const email = mayMove ? claims.email : before.email;
  const after = { email, name: claims.name, isAdmin: before.isAdmin || isAppointed(email) };
  await updateMember(db, userId, { ...after, lastSeenAt: clock.now() });
  const changed = (["email", "name", "isAdmin"] as const).filter((field) => before[field] !== after[field]);
  if (changed.length > 0) await record(db, userId, "member.update", changeOf(changed, before.isAdmin, after.isAdmin));
  return { userId, ...after };
}

/** What changed, and of names and addresses not from what to what: the log outlives the member. */
function changeOf(changed: string[], was: boolean, is: boolean): Change {
  if (!changed.includes("isAdmin")) return { after: { changed } };
  return { before: { isAdmin: was }, after: { changed, isAdmin: is } };
}

type Change = { before?: Record<string, unknown>; after?: Record<string, unknown> };

async function record(db: Db, userId: UserId, action: Action, change: Change = {}): Promise<void> {
  await recordActivity(db, {
    actorId: userId,
    subjectId: userId,
    targetKind: "user",
    targetId: userId,
    action,
    ...change,
  });
}
