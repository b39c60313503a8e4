import { redirect } from "@remix-run/node";
import { AppError } from "~/core/app-error";
import { env } from "~/core/env.server";
import { safeReturnTo } from "~/core/paths";

/** Set in the address of a page where an admin, looking as a member, pressed something that would have changed it. */
export const READ_ONLY = "readonly";

/**
 * Who pressed a button while looking as a member stays on the page where it was, which then says why nothing happened. Undefined for
 * every other error, and for a request that came from no page of the portal's.
 */
export function backToLooking(error: unknown, request: Request): Response | undefined {
  if (!(error instanceof AppError) || error.code !== "actingReadsOnly") return undefined;
  const from = request.headers.get("Referer") ?? "";
  if (!URL.canParse(from) || new URL(from).origin !== new URL(env().APP_URL).origin) return undefined;
  const page = new URL(from);
  page.searchParams.set(READ_ONLY, "");
  const to = safeReturnTo(page.pathname + page.search);
  return to ? redirect(to) : undefined;
}
