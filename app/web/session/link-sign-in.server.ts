import { z } from "zod";
import { AppError, refuse } from "~/core/app-error";
import { clock, instant, later } from "~/core/clock";
import { equalSecrets, seal, sha256, unseal } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { requireLinkable } from "~/domain/identity/sign-in/require-linkable.server";
import type { VouchedProfile } from "~/domain/identity/sign-in/sign-in-member.server";
import { hostCookie } from "./host-cookie.server";
import { problemToken } from "~/web/forms/problem-token.server";
import { redirectWith } from "~/web/forms/redirect-with.server";
import { sessionTokenOf } from "./session.server";
import { endedFlow, FLOW_LASTS, tenant } from "~/web/tenant.server";
import { findViewer } from "./viewer.server";

/** Which flow at the provider is for linking, and whose session began it. */
const begun = hostCookie("atrium-link");
/** What the provider vouched for, until the member has confirmed it. Both are sealed: the browser keeps them, and cannot make them. */
const vouched = hostCookie("atrium-vouched");

const begunShape = z.object({ session: z.string(), until: z.string(), state: z.string() });
const vouchedShape = z.object({
  session: z.string(),
  until: z.string(),
  profile: z.object({ issuer: z.string(), subject: z.string(), email: z.string(), name: z.string() }),
});

/** Sends a signed-in member to the provider, to prove there that another identity is theirs too. */
export async function beginLink(request: Request): Promise<Response> {
  const answer = await tenant().begin({ freshly: true });
  const state = new URL(answer.headers.get("Location") ?? "").searchParams.get("state") ?? "";
  const until = later(clock.now(), FLOW_LASTS);
  answer.headers.append("Set-Cookie", begun.set(sealed("link", { ...belongingTo(request, until), state }), until));
  return answer;
}

/** Whether who comes back from the provider with `request` had gone there to link, not to sign in. */
export function isLinkReturn(request: Request): boolean {
  const state = new URL(request.url).searchParams.get("state");
  return state !== null && begunWith(request)?.state === state;
}

/** Takes what the provider vouches for to the page where the member confirms it. Nothing is linked yet; refusals are said on their page. */
export async function finishLink(request: Request): Promise<Response> {
  const over = [begun.clear(), ...endedFlow(request)];
  try {
    const viewer = (await findViewer(request)) ?? refuse("forbidden", "linkNeedsSession");
    const flow = begunWith(request);
    if (!flow || !isStill(flow, request)) refuse("forbidden", "linkOfAnotherSession");
    const { issuer, subject, email, name } = await tenant().finish(request);
    const profile = { issuer, subject, email, name };
    await requireLinkable(db, viewer.userId, profile);
    const until = later(clock.now(), FLOW_LASTS);
    const kept = vouched.set(sealed("vouched", { ...belongingTo(request, until), profile }), until);
    return redirectWith([...over, kept], paths.confirmSignIn);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ problem: error.code }, "linking refused");
    const page = error.code === "linkNeedsSession" ? paths.signIn : paths.accountSignIns;
    return redirectWith(over, `${page}?problem=${problemToken(error)}`);
  }
}

/** What waits for this session's member to confirm it; undefined when nothing does, or it has waited for more than ten minutes. */
export function linkToConfirm(request: Request): VouchedProfile | undefined {
  const kept = vouchedShape.safeParse(opened("vouched", vouched.valueOf(request)));
  return kept.success && isStill(kept.data, request) ? kept.data.profile : undefined;
}

/** The Set-Cookie header that forgets it. */
export function forgottenLink(): string {
  return vouched.clear();
}

function begunWith(request: Request) {
  return begunShape.safeParse(opened("link", begun.valueOf(request))).data;
}

function belongingTo(request: Request, until: Date) {
  return { session: sessionHash(request), until: until.toISOString() };
}

/** Not another session than the one that began, and not later than it may be. */
function isStill({ session, until }: { session: string; until: string }, request: Request): boolean {
  return equalSecrets(session, sessionHash(request)) && clock.now() < instant(until);
}

const sessionHash = (request: Request) => sha256(sessionTokenOf(request) ?? "");

const key = () => Buffer.from(sha256(`link:${env().SECRET_KEY}`), "hex");

function sealed(place: string, content: object): string {
  return seal(JSON.stringify(content), `cookie:${place}`, key());
}

/** What a cookie holds; undefined for one that is not ours. */
function opened(place: string, record: string | undefined): unknown {
  if (!record) return undefined;
  try {
    return JSON.parse(unseal(record, `cookie:${place}`, key()));
  } catch {
    return undefined;
  }
}
