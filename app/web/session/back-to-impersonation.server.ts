import { redirect } from "@remix-run/node";
import { AppError } from "~/core/app-error";
import { env } from "~/core/env.server";
import { safeReturnTo } from "~/core/paths";

/** Says in the address of a page what an admin, looking as a member, was refused there. */
const REFUSED = "refused";
const refusals = ["impersonationReadsOnly", "impersonationNotInPerson"];

/**
 * Who pressed something while looking as a member stays on the page where it was, which then says why nothing happened. Undefined for
 * every other error, and for a request that came from no page of the portal's.
 */
export function backToImpersonation(error: unknown, request: Request): Response | undefined {
  if (!(error instanceof AppError) || !refusals.includes(error.code)) return undefined;
  const from = request.headers.get("Referer") ?? "";
  if (!URL.canParse(from) || new URL(from).origin !== new URL(env().APP_URL).origin) return undefined;
  const page = new URL(from);
  page.searchParams.set(REFUSED, error.code);
  const to = safeReturnTo(page.pathname + page.search);
  return to ? redirect(to) : undefined;
}

/** What was refused on this page to an admin who looks as a member; its sentence is in the catalogue. */
export function refusedWhileLooking(request: Request): string | undefined {
  const code = new URL(request.url).searchParams.get(REFUSED);
  return refusals.find((one) => one === code);
}
