/**
 * Everything that the log can say was done, `noun.verb`: webhooks are told of these too, so a name that was once published stays. Each has
 * its sentences under `activity.did` in every language.
 */
export const actions = [
  "member.join",
  "member.sign_in",
  "member.sign_out",
  "member.update",
  "member.prefer",
  "member.appoint",
  "member.dismiss",
  "member.suspend",
  "member.reactivate",
  "member.export",
  "member.leave",
  "member.stay",
  "member.anonymise",
  "placement.request",
  "placement.retry",
  "placement.wait",
  "placement.admit",
  "placement.finish",
  "placement.fail",
  "cluster.assign",
  "cluster.add",
  "cluster.change",
  "environment.start",
  "environment.ready",
  "environment.failed",
  "environment.stop",
  "environment.stopped",
  "environment.delete",
  "billing.open",
  "credits.purchase",
  "credits.settle",
  "credits.grant",
  "credits.reverse",
  "credits.adjust",
  "prices.publish",
  "set_up.redeem",
  "session.end",
  "session.end_all",
  "identity.link",
  "identity.unlink",
  "acting.start",
  "acting.seen",
  "acting.end",
  "key.create",
  "key.rotate",
  "key.revoke",
  "token.mint",
  "webhook.add",
  "webhook.change",
  "webhook.delete",
  "webhook.disable",
  "webhook.enable",
  "webhook.pause",
  "webhook.resend",
  "webhook.roll_secret",
  "webhook.send_test",
  "keys.rotate",
  "usage.collect",
] as const;

export type Action = (typeof actions)[number];

/** What things are done to. */
export type TargetKind =
  | "user"
  | "session"
  | "key"
  | "webhook"
  | "data_key"
  | "activity"
  | "cluster"
  | "environment"
  | "billing_account"
  | "purchase"
  | "price_book"
  | "collection";

/** How it ended. */
export const outcomes = ["success", "refused", "failed"] as const;

export type Outcome = (typeof outcomes)[number];

/** What actions are about: the part before the dot, in the catalogue's order. */
export const actionGroups = [
  "member",
  "placement",
  "cluster",
  "environment",
  "billing",
  "credits",
  "prices",
  "set_up",
  "session",
  "identity",
  "acting",
  "key",
  "token",
  "webhook",
  "keys",
  "usage",
] as const;

export type ActionGroup = (typeof actionGroups)[number];

function isAction(value: unknown): value is Action {
  return actions.some((action) => action === value);
}

export function groupOf(action: Action): ActionGroup {
  return action.split(".")[0] as ActionGroup;
}

/** The actions that a filter means: one, those of a group, or undefined for what is neither. */
export function actionsMeant(name: string): readonly Action[] | undefined {
  if (isAction(name)) return [name];
  const ofGroup = actions.filter((action) => groupOf(action) === name);
  return ofGroup.length > 0 ? ofGroup : undefined;
}
