const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** One sentence when the surroundings look like production: the demo signs anybody in and must never run there. */
export function refuseProduction(given: Record<string, string | undefined>): string | undefined {
  if (given["NODE_ENV"] === "production")
    return "The demo does not start where NODE_ENV is production: it lets anybody in. Unset NODE_ENV, or start the product with: npm run build && npm start";
  if (/^(sk|rk)_live_/.test(given["STRIPE_SECRET_KEY"] ?? ""))
    return "The demo does not start with a live Stripe key in STRIPE_SECRET_KEY: unset it. The demo brings its own payment simulator.";
  const { APP_URL: url } = given;
  if (url && !(URL.canParse(url) && loopback.has(new URL(url).hostname)))
    return `The demo does not start with APP_URL=${url}: it serves this machine only. Unset APP_URL, and choose a port with PORT.`;
  return undefined;
}
