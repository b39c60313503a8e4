import type { ClusterId, EnvironmentId, UserId } from "./id";

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
  accountKeys: "/account/keys",
  accountWebhooks: "/account/webhooks",
  activity: "/activity",
  docs: "/docs",
  admin: "/admin",
  adminMembers: "/admin/members",
  adminMember: (id: UserId) => `/admin/members/${id}`,
  adminClusters: "/admin/clusters",
  newCluster: "/admin/clusters/new",
  adminCluster: (id: ClusterId) => `/admin/clusters/${id}`,
  adminEnvironments: "/admin/environments",
  adminCollection: "/admin/collection",
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
