import type { AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { translators } from "~/core/i18n/translators.server";
import { log } from "~/core/log.server";
import { endpoints } from "~/routes/api/endpoints";
import { Nonce } from "~/ui/shell/nonce";
import { apiHostRouter, apiRouter } from "~/web/api/serve-endpoints.server";
import { openPage } from "~/web/security/content-policy.server";
import { preferencesOf, type Preferences } from "~/web/forms/preferences.server";

// What server.ts hosts. It reaches the app through this module alone, so that there is one module graph and one pool.
export { env } from "~/core/env.server";
export { log } from "~/core/log.server";
export { paths } from "~/core/paths";
export { startScheduler } from "~/cron/start-scheduler.server";
export { startClockWatch, untilClockIs } from "~/cron/watch-clock.server";
export { startWorkers } from "~/cron/workers.server";
export { isClockWrong } from "~/db/clock-trust.server";
export { warnOfFewConnections } from "~/db/warn-of-few-connections.server";
export { migrateDatabase } from "~/db/migrate.server";
export { closePool } from "~/db/pool.server";
export { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
export { ensureFirstSizes } from "~/domain/workloads/ensure-first-sizes.server";
export { offerSetUpCode } from "~/domain/identity/set-up/offer-set-up-code.server";
export { trustProxies } from "~/web/security/trust-proxies.server";
export { pageContext } from "~/web/security/content-policy.server";
export { compress } from "~/web/operations/compress.server";
export { endEventStreams } from "~/web/event-stream.server";
export { guardBuild } from "~/web/guard-build.server";
export { readiness } from "~/web/operations/health.server";
export { keepToOneHost } from "~/web/security/keep-to-one-host.server";
export { observeRequests } from "~/web/operations/observe-requests.server";
export { routeLabels, routePatterns } from "~/web/operations/route-label.server";
export { answerMetrics, metricsApp } from "~/web/operations/serve-metrics.server";
export { endpoints } from "~/routes/api/endpoints";
export { refuseForeignWrites } from "~/web/security/csrf-guard.server";
export { securityHeaders } from "~/web/security/security-headers.server";
export { isUnreadable } from "~/web/security/unreadable-address.server";

/** What answers programs, made once. */
export const apiRouters = once(() => ({ below: apiRouter(endpoints), host: apiHostRouter(endpoints) }));

/** Pages are small and whole: rendered to a string they cost 1.6 times less than streamed (decision 4). */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = openPage(loadContext);
  const [{ language }, handoff] = await Promise.all([shownPreferences(request, context), takeHandoff(context, nonce)]);
  const page = renderToString(
    <I18nextProvider i18n={translators[language]}>
      <Nonce.Provider value={nonce}>
        <RemixServer context={context} url={request.url} nonce={nonce} />
      </Nonce.Provider>
    </I18nextProvider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(`<!DOCTYPE html>${page.replace("</body>", () => `${handoff}</body>`)}`, { status, headers });
}

/** Those that the document is drawn with; asked for again only where the root could not say. */
async function shownPreferences(request: Request, { staticHandlerContext }: EntryContext): Promise<Preferences> {
  const shown = staticHandlerContext.loaderData["root"] as Preferences | undefined;
  return shown ?? preferencesOf(request);
}

/**
 * The loaders' data as the script that hands it to the browser. The framework would stream it in pieces after the page, which only a
 * streaming renderer can; nothing here is deferred, so it is whole already.
 */
async function takeHandoff(context: EntryContext, nonce: string): Promise<string> {
  const stream = context.serverHandoffStream;
  context.serverHandoffStream = undefined;
  if (!stream) return "";
  const payload = JSON.stringify(await new Response(stream).text()).replace(/[&<>\u2028\u2029]/g, asUnicodeEscape);
  const controller = "window.__remixContext.streamController";
  return `<script nonce="${nonce}">${controller}.enqueue(${payload});${controller}.close();</script>`;
}

const asUnicodeEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Only what nobody foresaw is logged: refusals were answered before, and a wrong method is the caller's mistake. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) log.error({ err: error }, "unexpected error");
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
