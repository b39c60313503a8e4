import { clock } from "../../../app/core/clock";
import { env } from "../../../app/core/env.server";
import { openAccount } from "../../../app/domain/billing/ledger/open-account.server";
import { placeMember } from "../../../app/domain/clusters/placement/place-member.server";
import { requestPlacement } from "../../../app/domain/clusters/placement/request-placement.server";
import { signInMember } from "../../../app/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "../../../app/domain/identity/viewer";
import type { Person } from "./habits";
import { placementsBegun } from "./history.queries.server";
import type { World } from "./world";

/** Somebody signs in for the first time: an account is opened, and a place is asked for. */
export async function join(world: World, person: Person): Promise<Viewer> {
  const viewer = await signIn(world, person);
  world.viewers.set(person.email, viewer);
  await openAccount(viewer.userId);
  await requestPlacement(viewer.userId);
  return viewer;
}

/** Does the jobs that give members a place. Who finds no free capacity waits. */
export async function placeWhoeverAsked(): Promise<void> {
  for (const userId of await placementsBegun()) await placeMember(userId);
}

/** Somebody comes by the provider's sign-in. Throws what the portal refuses. */
export async function signIn(world: World, person: Person): Promise<Viewer> {
  const { subject, email, name, givenName, familyName } = person;
  const issuer = env().AUTH_ISSUER ?? "";
  const { viewer } = await signInMember({ issuer, subject, email, name, givenName, familyName });
  world.signedIn.set(viewer.userId, clock.now());
  return viewer;
}
