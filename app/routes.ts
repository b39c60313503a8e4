import { index, layout, route, type RouteConfig } from "@remix-run/route-config";

/** Every URL of the portal, grouped as people think of it. Whom each is for is said in e2e/page-access.ts, and checked. */
export default [
  index("routes/pages/home.tsx"),

  // Signing in
  route("sign-in", "routes/pages/sign-in.tsx"),
  route("auth/auth0", "routes/auth/start.ts"),
  route("auth/callback", "routes/auth/callback.ts"),
  route("sign-out", "routes/auth/sign-out.ts"),
  route("preferences", "routes/pages/preferences.ts"),

  layout("routes/pages/app-layout.tsx", [
    layout("routes/pages/content.tsx", [
      route("welcome", "routes/pages/welcome.tsx"),

      // What a member does
      route("dashboard", "routes/pages/dashboard.tsx"),
      route("environments", "routes/pages/environments/environments.tsx"),
      route("environments/new", "routes/pages/environments/launch.tsx"),
      route("environments/:id", "routes/pages/environments/environment.tsx"),
      route("environments/:id/delete", "routes/pages/environments/environment-delete.tsx"),
      route("usage", "routes/pages/billing/usage.tsx"),
      route("billing", "routes/pages/billing/billing.tsx"),
      route("billing/return", "routes/pages/billing/purchase-return.tsx"),

      route("set-up", "routes/pages/set-up.tsx"),

      // The account
      layout("routes/pages/account/layout.tsx", [
        route("account", "routes/pages/account/account.tsx"),
        route("account/sessions", "routes/pages/account/sessions.tsx"),
        route("account/sign-ins", "routes/pages/account/sign-ins.tsx"),
        route("account/sign-ins/confirm", "routes/pages/account/sign-in-confirm.tsx"),
        route("account/keys", "routes/pages/account/keys.tsx"),
        route("account/keys/new", "routes/pages/account/key-new.tsx"),
        route("account/keys/:id/rotate", "routes/pages/account/key-rotate.tsx"),
        route("account/keys/:id/revoke", "routes/pages/account/key-revoke.tsx"),
        route("account/webhooks", "routes/pages/webhooks/webhooks.tsx"),
        route("account/webhooks/new", "routes/pages/webhooks/webhook-new.tsx"),
        route("account/webhooks/:id", "routes/pages/webhooks/webhook.tsx"),
        route("account/webhooks/:id/secret", "routes/pages/webhooks/webhook-secret.tsx"),
        route("account/webhooks/:id/delete", "routes/pages/webhooks/webhook-delete.tsx"),
        route("account/data", "routes/pages/account/data.tsx"),
        route("activity", "routes/pages/activity.tsx"),
      ]),

      // What an admin sees
      layout("routes/pages/admin/layout.tsx", [
        route("admin", "routes/pages/admin/overview.tsx"),
        route("admin/members", "routes/pages/admin/members.tsx"),
        route("admin/members/:id", "routes/pages/admin/member.tsx"),
        route("admin/members/:id/impersonate", "routes/pages/admin/member-impersonate.tsx"),
        route("admin/clusters", "routes/pages/admin/clusters.tsx"),
        route("admin/clusters/new", "routes/pages/admin/cluster-new.tsx"),
        route("admin/clusters/:id", "routes/pages/admin/cluster.tsx"),
        route("admin/environments", "routes/pages/admin/environments.tsx"),
        route("admin/collection", "routes/pages/admin/collection.tsx"),
        route("admin/payments", "routes/pages/admin/payments.tsx"),
        route("admin/payments/:id", "routes/pages/admin/payment.tsx"),
        route("admin/activity", "routes/pages/admin/activity.tsx"),
      ]),

      route("*", "routes/pages/not-found.tsx"),
    ]),
  ]),

  // What pages post to, follow and download
  route("welcome/progress", "routes/pages/welcome-progress.ts"),
  route("environments/:id/start", "routes/pages/environments/environment-start.ts"),
  route("environments/:id/stop", "routes/pages/environments/environment-stop.ts"),
  route("environments/:id/open", "routes/pages/environments/environment-open.ts"),
  route("environments/:id/progress", "routes/pages/environments/environment-progress.ts"),
  route("billing/purchase", "routes/pages/billing/purchase.ts"),
  route("account/sessions/end-others", "routes/pages/account/sessions-end-others.ts"),
  route("account/sessions/end-all", "routes/pages/account/sessions-end-all.ts"),
  route("account/sessions/:id/end", "routes/pages/account/session-end.ts"),
  route("admin/members/:id/suspend", "routes/pages/admin/member-suspend.ts"),
  route("admin/members/:id/reactivate", "routes/pages/admin/member-reactivate.ts"),
  route("admin/members/:id/appoint", "routes/pages/admin/member-appoint.ts"),
  route("admin/members/:id/dismiss", "routes/pages/admin/member-dismiss.ts"),
  route("admin/collection/start", "routes/pages/admin/collection-start.ts"),
  route("admin/collection/:run/progress", "routes/pages/admin/collection-progress.ts"),
  route("account/webhooks/:id/progress", "routes/pages/webhooks/webhook-progress.ts"),
  route("account/webhooks/:id/test", "routes/pages/webhooks/webhook-test.ts"),
  route("account/webhooks/:id/pause", "routes/pages/webhooks/webhook-pause.ts"),
  route("account/webhooks/:id/enable", "routes/pages/webhooks/webhook-enable.ts"),
  route("account/webhooks/:id/deliveries/:delivery/resend", "routes/pages/webhooks/webhook-resend.ts"),
  route("usage.csv", "routes/pages/billing/usage-csv.ts"),
  route("activity/export", "routes/pages/activity-export.ts"),
  route("admin/activity/export", "routes/pages/admin/activity-export.ts"),

  route("impersonation/end", "routes/pages/impersonation-end.ts"),
  route("impersonation/:id/seen", "routes/pages/impersonation-seen.ts"),
  route("account/sign-ins/link", "routes/pages/account/sign-in-link.ts"),
  route("account/sign-ins/unlink", "routes/pages/account/sign-in-unlink.ts"),
  route("account/data/stay", "routes/pages/account/data-stay.ts"),
  route("account/data/export.json", "routes/pages/account/data-json.ts"),
  route("account/data/csv/:table", "routes/pages/account/data-csv.ts"),

  // What other systems call
  route("api/webhooks/auth0", "routes/webhooks/auth0.ts"),
  route("api/webhooks/stripe", "routes/webhooks/stripe.ts"),
] satisfies RouteConfig;
