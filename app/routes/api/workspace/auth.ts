import { z } from "zod";
import { refuse } from "~/core/app-error";
import { line } from "~/core/text/text-input";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { Answer, endpoint } from "~/web/api/endpoint.server";
import { beginProgramSignIn, endProgramSession, finishProgramSignIn } from "~/web/session/program-sign-in.server";

const shared = { family: "workspace", access: "anyone", envelope: "bare" } as const;

/** What the identity provider sends back with the browser. */
const fromProvider = line({ least: 0, most: 4000 }).optional();

export const logIn = endpoint({
  ...shared,
  method: "POST",
  path: "/auth/login",
  name: "logIn",
  summary: "Where to send a browser to sign in",
  signsIn: true,
  answer: z
    .object({ status: z.literal("success"), auth_url: z.string(), message: z.string() })
    .meta({ id: "LogIn", example: { status: "success", auth_url: "https://…", message: "…" } }),
  work: async ({ url }) => {
    const { authUrl, cookies } = await beginProgramSignIn(new URL("callback", url).href);
    const body = { status: "success" as const, auth_url: authUrl, message: "Redirect to auth_url to login" };
    return new Answer(body, 200, { "Set-Cookie": cookies });
  },
});

export const logInCallback = endpoint({
  ...shared,
  method: "GET",
  path: "/auth/callback",
  name: "logInCallback",
  summary: "Where the identity provider sends the browser back to",
  description:
    "Sets the session's cookie and leads to the dashboard. What does not belong to a sign-in of this browser is refused.",
  statuses: [302],
  refuses: ["invalid", "forbidden", "conflict"],
  query: z.object({ code: fromProvider, state: fromProvider, error: fromProvider }),
  answer: z.undefined(),
  work: ({ url, headers }) =>
    finishProgramSignIn(new Request(url, { headers }), new URL(url.pathname, url).href, async ({ userId }) => {
      await openAccount(userId);
      await requestPlacement(userId);
    }),
});

export const logOut = endpoint({
  ...shared,
  method: "GET",
  path: "/auth/logout",
  name: "logOut",
  summary: "End my session",
  refuses: ["forbidden"],
  answer: z.object({ status: z.literal("success"), message: z.string() }).meta({ id: "LogOut" }),
  work: async ({ url, headers }) => {
    // A link on somebody else's page signs nobody out.
    if (headers.get("Sec-Fetch-Site") === "cross-site") refuse("forbidden", "foreignPage");
    const cookie = await endProgramSession(new Request(url, { headers }));
    const body = { status: "success" as const, message: "Logged out successfully" };
    return new Answer(body, 200, { "Set-Cookie": [cookie] });
  },
});
