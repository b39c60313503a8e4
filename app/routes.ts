import { index, layout, route, type RouteConfig } from "@remix-run/route-config";

/** Every URL of the portal, grouped as people think of it. Whom each is for is said in e2e/page-doors.ts, and knocked on. */
export default [
  index("routes/pages/home.ts"),

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

      // What an admin sees
      route("admin", "routes/pages/admin-overview.tsx"),
      route("admin/members", "routes/pages/admin-members.tsx"),
      route("admin/members/:id", "routes/pages/admin-member.tsx"),
      route("admin/clusters", "routes/pages/admin-clusters.tsx"),
      route("admin/clusters/new", "routes/pages/admin-cluster-new.tsx"),
      route("admin/clusters/:id", "routes/pages/admin-cluster.tsx"),
      route("admin/environments", "routes/pages/admin-environments.tsx"),
      route("admin/collection", "routes/pages/admin-collection.tsx"),

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
  route("usage.csv", "routes/pages/usage-csv.ts"),

  // What other systems call
  route("api/webhooks/stripe", "routes/webhooks/stripe.ts"),
] satisfies RouteConfig;
