import { AppError } from "../../../app/core/app-error";
import { requestAccountDeletion } from "../../../app/domain/account/request-account-deletion.server";
import { admitWaiting } from "../../../app/domain/clusters/placement/admit-waiting.server";
import { changeCluster } from "../../../app/domain/clusters/change-cluster.server";
import { appointAdmin } from "../../../app/domain/identity/members/appoint-admin.server";
import { reactivateMember } from "../../../app/domain/identity/members/reactivate-member.server";
import { suspendMember } from "../../../app/domain/identity/members/suspend-member.server";
import { cast } from "../../../app/testing/cast";
import { placeWhoeverAsked, signIn } from "./arrivals";
import { at, type Calendar } from "./calendar";
import { addSecondCluster } from "./clusters";
import { memberNamed } from "./members";
import { buyCredits, leaveCheckout, reverse } from "./money";
import { viewerOf, type Happening, type World } from "./world";

const email = (local: string) => memberNamed(local).email;
const ada = (world: World) => viewerOf(world, cast.ada.email);

type Dated = [day: number, hour: number, does: Happening["does"]];

/** The first cluster is full on the fifteenth day; who comes then waits for the second. */
const capacity: readonly Dated[] = [
  [21, 9, async (world) => (await addSecondCluster(world), await admitWaiting(), placeWhoeverAsked())],
  [33, 10, (world) => change(world, "first", { maxMembers: 60, acceptsMembers: true })],
  // New members get a JupyterHub that is one.
  [84, 9, (world) => change(world, "second", { maxMembers: 30, acceptsMembers: false })],
];

/** Money that comes, does not come, and goes back. */
const payments: readonly Dated[] = [
  [37, 9, (world) => buyCredits(world, email("ingrid.solberg"), "20")],
  [37, 9.05, (world) => buyCredits(world, email("ingrid.solberg"), "20")],
  [38, 14, (world) => reverse(world, email("ingrid.solberg"), (session, stripe) => stripe.refund(session))],
  [52, 13, (world) => leaveCheckout(world, email("hannah.weissman"), "15")],
  [61, 10, (world) => reverse(world, email("rashid.almansoori"), (session, stripe) => stripe.refund(session, 400))],
  [
    66,
    15,
    (world) => reverse(world, email("viktor.larsen"), (session, stripe) => stripe.dispute(session, "needs_response")),
  ],
  [71, 11, (world) => reverse(world, email("viktor.larsen"), (session, stripe) => stripe.dispute(session, "lost"))],
  [
    72,
    12,
    (world) => reverse(world, email("emeka.nwosu"), (session, stripe) => stripe.failRefund(stripe.refund(session))),
  ],
  [
    85,
    9,
    (world) => reverse(world, email("noor.rahman"), (session, stripe) => stripe.dispute(session, "needs_response")),
  ],
];

/** Who may come, and as what. */
const standing: readonly Dated[] = [
  [30, 9, (world) => appointAdmin(ada(world), viewerOf(world, email("nkechi.okafor")).userId)],
  [40, 15, (world) => suspend(world, "leila.haddad", "The project has no owner. Write to platform@energy.example.")],
  [
    43,
    9,
    (world) =>
      reactivateMember(ada(world), viewerOf(world, email("leila.haddad")).userId, {
        reason: "The project has an owner again.",
      }),
  ],
  [59, 12, (world) => suspend(world, "camille.fournier", "The contract with the institute has ended.")],
  [
    71,
    11.5,
    (world) => suspend(world, "viktor.larsen", "A payment was taken back by the bank. Write to billing@example.org."),
  ],
  [73, 8, (world) => refusedSignIn(world, "viktor.larsen")],
  [80, 14, (world) => suspend(world, "bram.devries", "The account was shared. Write to security@example.org.")],
  [
    86,
    10,
    (world) => requestAccountDeletion(viewerOf(world, email("tomas.herrera")), { email: email("tomas.herrera") }),
  ],
];

/** What happens once, beside everybody's habits. */
export function events(calendar: Calendar): Happening[] {
  return [...capacity, ...payments, ...standing].map(([day, hour, does]) => ({ at: at(calendar, day, hour), does }));
}

async function change(
  world: World,
  which: "first" | "second",
  to: { maxMembers: number; acceptsMembers: boolean },
): Promise<void> {
  const id = world.clusters[which];
  if (!id) throw new Error(`the ${which} cluster is not there yet`);
  await changeCluster(ada(world), id, to);
}

const suspend = (world: World, local: string, reason: string) =>
  suspendMember(ada(world), viewerOf(world, email(local)).userId, { reason });

/** Who is suspended is turned away, and the log says so. */
async function refusedSignIn(world: World, local: string): Promise<void> {
  await signIn(world, memberNamed(local)).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
