import type { NextFunction, Request, Response } from "express";
import { translators } from "~/core/i18n/translators.server";
import { log } from "~/core/log.server";

/** What other systems call proves itself, and may reach the portal by another name. */
const calledByPrograms = /^\/api\//;

/** Stands at the end of an address that somebody was led to. Who comes with it by another host name was led in a circle. */
const LED = "led-to-host";

/**
 * The portal has one host, that of `appUrl`: sessions and forms belong to it. Reading anywhere else leads there, with the same path; a form
 * that comes by another name is refused (421), in a sentence that says where the portal is. A port that a proxy left out is put right.
 * Where the browser is at that host already, a proxy does not pass its name on: the answer (421) says to the operator what to set.
 */
export function keepToOneHost(appUrl: string) {
  const own = new URL(appUrl);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hostnameOf(request) === own.hostname || calledByPrograms.test(request.path)) {
      request.headers.host = own.host;
      const asked = withoutMark(request.url);
      if (asked === request.url) next();
      else response.redirect(307, `${own.origin}${asked}`);
    } else if (withoutMark(request.url) !== request.url || request.get("Origin") === own.origin) {
      log.error({ host: request.get("Host") }, "a proxy does not pass on the Host that the browser asked for");
      response.status(421).type("text/plain").send(refusal("refusals.hostNotPassedOn", own.origin));
    } else if (request.method === "GET" || request.method === "HEAD") {
      const path = request.url.startsWith("/") ? request.url : "/";
      response.redirect(307, `${own.origin}${path}${path.includes("?") ? "&" : "?"}${LED}`);
    } else response.status(421).type("text/plain").send(refusal("refusals.hostIsAnother", own.origin));
  };
}

const withoutMark = (url: string) => url.replace(new RegExp(`[?&]${LED}$`), "");

/** Undefined for a Host that is missing or none. */
function hostnameOf(request: Request): string | undefined {
  const address = `http://${request.get("Host") ?? ""}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

/** Nobody has a language before they are at the portal. */
const refusal = (sentence: "refusals.hostIsAnother" | "refusals.hostNotPassedOn", url: string) =>
  Object.values(translators)
    .map(({ t }) => `${t(sentence, { url })}\n`)
    .join("");
