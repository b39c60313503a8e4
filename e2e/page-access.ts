/**
 * Who may call each address of app/routes.ts, and what is answered. The checks (access-rules.e2e.ts) are made from this table
 * and the routes: one without a line here fails by its name.
 */
export type PageAccess = {
  /** Anybody; a member; a member whose thing the `:id` is; an admin; or who proves it in another way, as Stripe by a signature. */
  for: "anybody" | "member" | "owner" | "admin" | "other systems";
  /** What reading answers to who may; 200 unless said. */
  reads?: number;
  /** The same for a stranger, where anybody may and it is not the same. */
  readsStranger?: number;
  /** Reading only leads on, to where it is seen who may: so it does for everybody. */
  leadsOn?: boolean;
  /** What an empty form answers to who may. Left out: the address takes no form at all. */
  takes?: number;
};

const page = (reads = 200, takes?: number): PageAccess => ({ for: "member", reads, ...(takes && { takes }) });

const leadsOn: PageAccess = { for: "member", reads: 302, leadsOn: true };

export const pageAccess: Record<string, PageAccess> = {
  "/": { for: "anybody", reads: 302 },
  "/sign-in": { for: "anybody", reads: 302, readsStranger: 200 },
  "/auth/auth0": { for: "anybody", reads: 302, takes: 302 },
  "/auth/callback": { for: "anybody", reads: 302 },
  "/sign-out": { for: "anybody", reads: 302, takes: 302 },
  "/preferences": { for: "anybody", reads: 302, takes: 302 },

  "/welcome": page(200, 302),
  "/welcome/progress": page(),
  "/dashboard": page(),
  "/environments": page(),
  "/environments/new": page(200, 400),
  "/environments/:id": { for: "owner" },
  "/environments/:id/delete": { for: "owner", takes: 302 },
  "/environments/:id/start": { for: "owner", reads: 302, leadsOn: true, takes: 302 },
  "/environments/:id/stop": { for: "owner", reads: 302, leadsOn: true, takes: 302 },
  "/environments/:id/open": { for: "owner", reads: 302 },
  "/environments/:id/progress": { for: "owner" },
  "/usage": page(),
  "/usage.csv": page(),
  "/billing": page(),
  "/billing/purchase": { for: "member", reads: 302, leadsOn: true, takes: 302 },
  "/billing/return": page(404),
  "/activity": page(),
  "/activity/export": page(),
  "/*": page(404),

  "/account": page(),
  "/account/sessions": page(),
  "/account/sessions/end-others": { ...leadsOn, takes: 302 },
  "/account/sessions/end-all": { ...leadsOn, takes: 302 },
  "/account/sessions/:id/end": { ...leadsOn, takes: 404 },
  "/account/keys": page(200, 200),
  "/account/keys/new": page(200, 400),
  "/account/keys/:id/rotate": { for: "owner", takes: 400 },
  "/account/keys/:id/revoke": { for: "owner", takes: 302 },
  "/account/webhooks": page(),
  "/account/webhooks/new": page(200, 400),
  "/account/webhooks/:id": { for: "owner", takes: 400 },
  "/account/webhooks/:id/secret": { for: "owner", takes: 400 },
  "/account/webhooks/:id/delete": { for: "owner", takes: 302 },
  "/account/webhooks/:id/progress": { for: "owner" },
  "/account/webhooks/:id/test": { for: "owner", reads: 302, leadsOn: true, takes: 302 },
  "/account/webhooks/:id/pause": { for: "owner", reads: 302, leadsOn: true, takes: 302 },
  "/account/webhooks/:id/enable": { for: "owner", reads: 302, leadsOn: true, takes: 302 },
  "/account/webhooks/:id/deliveries/:delivery/resend": { for: "owner", reads: 302, leadsOn: true, takes: 404 },
  "/account/sign-ins": page(),
  "/account/sign-ins/link": { ...leadsOn, takes: 302 },
  "/account/sign-ins/confirm": page(302, 302),
  "/account/sign-ins/unlink": { ...leadsOn, takes: 302 },
  "/account/data": page(200, 400),
  "/account/data/stay": { ...leadsOn, takes: 302 },
  "/account/data/export.json": page(),
  "/account/data/csv/:table": page(404),
  "/set-up": page(404, 404),
  "/impersonation/end": { for: "anybody", reads: 302, takes: 302 },
  "/impersonation/:id/seen": { ...leadsOn, takes: 404 },

  "/admin": { for: "admin" },
  "/admin/members": { for: "admin" },
  "/admin/members/:id": { for: "admin" },
  "/admin/members/:id/impersonate": { for: "admin", takes: 400 },
  "/admin/members/:id/suspend": { for: "admin", reads: 302, leadsOn: true, takes: 302 },
  "/admin/members/:id/reactivate": { for: "admin", reads: 302, leadsOn: true, takes: 302 },
  "/admin/members/:id/appoint": { for: "admin", reads: 302, leadsOn: true, takes: 302 },
  "/admin/members/:id/dismiss": { for: "admin", reads: 302, leadsOn: true, takes: 302 },
  "/admin/payments": { for: "admin" },
  "/admin/payments/:id": { for: "admin", reads: 404, takes: 404 },
  "/admin/activity": { for: "admin" },
  "/admin/activity/export": { for: "admin" },
  "/admin/clusters": { for: "admin" },
  "/admin/clusters/new": { for: "admin", takes: 400 },
  "/admin/clusters/:id": { for: "admin", takes: 400 },
  "/admin/environments": { for: "admin" },
  "/admin/collection": { for: "admin" },
  "/admin/collection/start": { for: "admin", reads: 302, leadsOn: true, takes: 302 },
  "/admin/collection/:run/progress": { for: "admin", reads: 404 },

  "/api/webhooks/auth0": { for: "other systems", reads: 405, takes: 401 },
  "/api/webhooks/stripe": { for: "other systems", reads: 405, takes: 400 },
};
