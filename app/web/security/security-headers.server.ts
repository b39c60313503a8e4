import type { NextFunction, Request, RequestHandler, Response } from "express";
import helmet from "helmet";
import type { Env } from "~/core/env.server";
import { strictestPolicy } from "./content-policy.server";

/** The portal uses none of these; writing to the clipboard is what its copy buttons do. */
const permissions = [
  ...[
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
  ].map((name) => `${name}=()`),
  "clipboard-write=(self)",
].join(", ");

/**
 * The headers of every answer, whatever it is: what is said here holds unless a page opens the policy for itself, or an answer says how it
 * may be kept.
 */
export function securityHeaders({ APP_URL }: Pick<Env, "APP_URL">): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: false,
      crossOriginEmbedderPolicy: false,
      strictTransportSecurity: APP_URL.startsWith("https:"),
      xFrameOptions: { action: "deny" },
      // "no-referrer" would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: "same-origin" },
    }),
    careful,
  ];
}

function careful(_: Request, response: Response, next: NextFunction): void {
  response.setHeader("Content-Security-Policy", strictestPolicy);
  response.setHeader("Permissions-Policy", permissions);
  beforeHead(response, () => {
    if (!response.hasHeader("Cache-Control")) response.setHeader("Cache-Control", "no-store");
  });
  next();
}

/** The framework adds its headers to those that are there: what depends on them is decided last. */
function beforeHead(response: Response, decide: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => Response;
  response.writeHead = (...all: unknown[]) => {
    decide();
    return writeHead(...all);
  };
}
