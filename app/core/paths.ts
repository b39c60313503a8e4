import type {
  ApiKeyId,
  ClusterId,
  EnvironmentId,
  PurchaseId,
  SessionId,
  UserId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from "./id";

/** Every address of the portal that code links to, in one place. */
export const paths = {
  home: "/",
  signIn: "/sign-in",
  signInStart: "/auth/auth0",
  signInCallback: "/auth/callback",
  signOut: "/sign-out",
  welcome: "/welcome",
  welcomeProgress: "/welcome/progress",
  preferences: "/preferences",
  setUp: "/set-up",
  dashboard: "/dashboard",
  environments: "/environments",
  newEnvironment: "/environments/new",
  environment: (id: EnvironmentId) => `/environments/${id}`,
  environmentProgress: (id: EnvironmentId) => `/environments/${id}/progress`,
  startEnvironment: (id: EnvironmentId) => `/environments/${id}/start`,
  stopEnvironment: (id: EnvironmentId) => `/environments/${id}/stop`,
  openEnvironment: (id: EnvironmentId) => `/environments/${id}/open`,
  usage: "/usage",
  usageCsv: "/usage.csv",
  billing: "/billing",
  purchase: "/billing/purchase",
  purchaseReturn: "/billing/return",
  account: "/account",
  accountSessions: "/account/sessions",
  endSession: (id: SessionId) => `/account/sessions/${id}/end`,
  endOtherSessions: "/account/sessions/end-others",
  endAllSessions: "/account/sessions/end-all",
  accountKeys: "/account/keys",
  newAccountKey: "/account/keys/new",
  rotateAccountKey: (id: ApiKeyId) => `/account/keys/${id}/rotate`,
  revokeAccountKey: (id: ApiKeyId) => `/account/keys/${id}/revoke`,
  accountWebhooks: "/account/webhooks",
  accountSignIns: "/account/sign-ins",
  linkSignIn: "/account/sign-ins/link",
  confirmSignIn: "/account/sign-ins/confirm",
  unlinkSignIn: "/account/sign-ins/unlink",
  accountData: "/account/data",
  callOffLeaving: "/account/data/stay",
  accountDataJson: "/account/data/export.json",
  accountDataCsv: (table: string) => `/account/data/csv/${table}`,
  newWebhook: "/account/webhooks/new",
  webhook: (id: WebhookEndpointId) => `/account/webhooks/${id}`,
  webhookProgress: (id: WebhookEndpointId) => `/account/webhooks/${id}/progress`,
  webhookSecret: (id: WebhookEndpointId) => `/account/webhooks/${id}/secret`,
  testWebhook: (id: WebhookEndpointId) => `/account/webhooks/${id}/test`,
  pauseWebhook: (id: WebhookEndpointId) => `/account/webhooks/${id}/pause`,
  enableWebhook: (id: WebhookEndpointId) => `/account/webhooks/${id}/enable`,
  deleteWebhook: (id: WebhookEndpointId) => `/account/webhooks/${id}/delete`,
  resendWebhook: (id: WebhookEndpointId, delivery: WebhookDeliveryId) =>
    `/account/webhooks/${id}/deliveries/${delivery}/resend`,
  activity: "/activity",
  activityExport: "/activity/export",
  docs: "/docs",
  admin: "/admin",
  adminMembers: "/admin/members",
  adminMember: (id: UserId) => `/admin/members/${id}`,
  suspendMember: (id: UserId) => `/admin/members/${id}/suspend`,
  reactivateMember: (id: UserId) => `/admin/members/${id}/reactivate`,
  appointAdmin: (id: UserId) => `/admin/members/${id}/appoint`,
  dismissAdmin: (id: UserId) => `/admin/members/${id}/dismiss`,
  startActing: (id: UserId) => `/admin/members/${id}/look`,
  endActing: "/acting/end",
  putActingAway: (id: string) => `/acting/${id}/seen`,
  adminClusters: "/admin/clusters",
  newCluster: "/admin/clusters/new",
  adminCluster: (id: ClusterId) => `/admin/clusters/${id}`,
  adminEnvironments: "/admin/environments",
  adminCollection: "/admin/collection",
  adminPayments: "/admin/payments",
  adminPayment: (id: PurchaseId) => `/admin/payments/${id}`,
  adminActivity: "/admin/activity",
  adminActivityExport: "/admin/activity/export",
} as const;

/**
 * A path on this portal that someone asked for before signing in, or undefined when it could lead anywhere else: only a same-origin
 * absolute path passes; `//host`, backslashes and control characters do not.
 */
export function safeReturnTo(value: string | null | undefined): string | undefined {
  if (!value || !value.startsWith("/") || /^\/[/\\]/.test(value) || /[\\\p{Cc}]/u.test(value)) return undefined;
  const parsed = new URL(value, "http://portal.invalid");
  // Dots are resolved by now: `/.//host` has become `//host`.
  if (parsed.origin !== "http://portal.invalid" || parsed.pathname.startsWith("//")) return undefined;
  return `${parsed.pathname}${parsed.search}`;
}
