import type { NextFunction, Request, Response } from "express";
import { translators } from "~/core/i18n/translators.server";

/** What other systems call proves itself, and may reach the portal by another name. */
const calledByPrograms = /^\/api\//;

/**
 * The portal has one host, that of `appUrl`: sessions and forms belong to it. Reading anywhere else leads there, with the same path; a form
 * that comes by another name is refused (421), in a sentence that says where the portal is. A port that a proxy left out is put right.
 */
export function keepToOneHost(appUrl: string) {
  const own = new URL(appUrl);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hostnameOf(request) === own.hostname || calledByPrograms.test(request.path)) {
      request.headers.host = own.host;
      next();
    } else if (request.method === "GET" || request.method === "HEAD") {
      response.redirect(307, `${own.origin}${request.url.startsWith("/") ? request.url : "/"}`);
    } else response.status(421).type("text/plain").send(refusal(own.origin));
  };
}

/** Undefined for a Host that is missing or none. */
function hostnameOf(request: Request): string | undefined {
  const address = `http://${request.get("Host") ?? ""}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

/** Nobody has a language before they are at the portal. */
const refusal = (url: string) =>
  Object.values(translators)
    .map(({ t }) => `${t("refusals.hostIsAnother", { url })}\n`)
    .join("");
