import { index, layout, route, type RouteConfig } from "@remix-run/route-config";

/** Every URL of the portal, grouped as people think of it. Whom each is for is said in e2e/page-doors.ts, and knocked on. */
export default [
  index("routes/pages/home.tsx"),

  // Being let in
  route("sign-in", "routes/pages/sign-in.tsx"),
  route("auth/auth0", "routes/auth/start.ts"),
  route("auth/callback", "routes/auth/callback.ts"),
  route("sign-out", "routes/auth/sign-out.ts"),
  route("preferences", "routes/pages/preferences.ts"),

  layout("routes/pages/frame.tsx", [
    layout("routes/pages/content.tsx", [
      route("welcome", "routes/pages/welcome.tsx"),

      // What a member does
      route("dashboard", "routes/pages/dashboard.tsx"),
      route("environments", "routes/pages/environments.tsx"),
      route("environments/new", "routes/pages/launch.tsx"),
      route("environments/:id", "routes/pages/environment.tsx"),
      route("usage", "routes/pages/usage.tsx"),
      route("billing", "routes/pages/billing.tsx"),
      route("billing/return", "routes/pages/purchase-return.tsx"),

      route("set-up", "routes/pages/set-up.tsx"),

      // What is about oneself
      layout("routes/pages/oneself.tsx", [
        route("account", "routes/pages/account.tsx"),
        route("account/sessions", "routes/pages/account-sessions.tsx"),
        route("account/sign-ins", "routes/pages/account-sign-ins.tsx"),
        route("account/sign-ins/confirm", "routes/pages/account-sign-in-confirm.tsx"),
        route("account/keys", "routes/pages/account-keys.tsx"),
        route("account/keys/new", "routes/pages/account-key-new.tsx"),
        route("account/keys/:id/rotate", "routes/pages/account-key-rotate.tsx"),
        route("account/keys/:id/revoke", "routes/pages/account-key-revoke.tsx"),
        route("account/webhooks", "routes/pages/webhooks.tsx"),
        route("account/webhooks/new", "routes/pages/webhook-new.tsx"),
        route("account/webhooks/:id", "routes/pages/webhook.tsx"),
        route("account/webhooks/:id/secret", "routes/pages/webhook-secret.tsx"),
        route("account/webhooks/:id/delete", "routes/pages/webhook-delete.tsx"),
        route("account/data", "routes/pages/account-data.tsx"),
        route("activity", "routes/pages/activity.tsx"),
      ]),

      // What an admin sees
      layout("routes/pages/administration.tsx", [
        route("admin", "routes/pages/admin-overview.tsx"),
        route("admin/members", "routes/pages/admin-members.tsx"),
        route("admin/members/:id", "routes/pages/admin-member.tsx"),
        route("admin/members/:id/look", "routes/pages/admin-member-look.tsx"),
        route("admin/clusters", "routes/pages/admin-clusters.tsx"),
        route("admin/clusters/new", "routes/pages/admin-cluster-new.tsx"),
        route("admin/clusters/:id", "routes/pages/admin-cluster.tsx"),
        route("admin/environments", "routes/pages/admin-environments.tsx"),
        route("admin/collection", "routes/pages/admin-collection.tsx"),
        route("admin/payments", "routes/pages/admin-payments.tsx"),
        route("admin/payments/:id", "routes/pages/admin-payment.tsx"),
        route("admin/activity", "routes/pages/admin-activity.tsx"),
      ]),

      route("*", "routes/pages/nowhere.tsx"),
    ]),
  ]),

  // What pages post to, follow and download
  route("welcome/progress", "routes/pages/welcome-progress.ts"),
  route("environments/:id/start", "routes/pages/environment-start.ts"),
  route("environments/:id/stop", "routes/pages/environment-stop.ts"),
  route("environments/:id/open", "routes/pages/environment-open.ts"),
  route("environments/:id/progress", "routes/pages/environment-progress.ts"),
  route("billing/purchase", "routes/pages/purchase.ts"),
  route("account/sessions/end-others", "routes/pages/sessions-end-others.ts"),
  route("account/sessions/end-all", "routes/pages/sessions-end-all.ts"),
  route("account/sessions/:id/end", "routes/pages/session-end.ts"),
  route("admin/members/:id/suspend", "routes/pages/admin-member-suspend.ts"),
  route("admin/members/:id/reactivate", "routes/pages/admin-member-reactivate.ts"),
  route("admin/members/:id/appoint", "routes/pages/admin-member-appoint.ts"),
  route("admin/members/:id/dismiss", "routes/pages/admin-member-dismiss.ts"),
  route("admin/collection/start", "routes/pages/collection-start.ts"),
  route("admin/collection/:run/progress", "routes/pages/collection-progress.ts"),
  route("account/webhooks/:id/progress", "routes/pages/webhook-progress.ts"),
  route("account/webhooks/:id/test", "routes/pages/webhook-test.ts"),
  route("account/webhooks/:id/pause", "routes/pages/webhook-pause.ts"),
  route("account/webhooks/:id/enable", "routes/pages/webhook-enable.ts"),
  route("account/webhooks/:id/deliveries/:delivery/resend", "routes/pages/webhook-resend.ts"),
  route("usage.csv", "routes/pages/usage-csv.ts"),
  route("activity/export", "routes/pages/activity-export.ts"),
  route("admin/activity/export", "routes/pages/admin-activity-export.ts"),

  route("acting/end", "routes/pages/acting-end.ts"),
  route("acting/:id/seen", "routes/pages/acting-seen.ts"),
  route("account/sign-ins/link", "routes/pages/account-sign-in-link.ts"),
  route("account/sign-ins/unlink", "routes/pages/account-sign-in-unlink.ts"),
  route("account/data/stay", "routes/pages/account-data-stay.ts"),
  route("account/data/export.json", "routes/pages/account-data-json.ts"),
  route("account/data/csv/:table", "routes/pages/account-data-csv.ts"),

  // What other systems call
  route("api/webhooks/auth0", "routes/webhooks/auth0.ts"),
  route("api/webhooks/stripe", "routes/webhooks/stripe.ts"),
] satisfies RouteConfig;
