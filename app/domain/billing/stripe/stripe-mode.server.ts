import { env } from "~/core/env.server";

/** Which mode of Stripe's the key of this installation is of: what is in one, the other does not have. */
export function stripeMode(): "live" | "test" {
  return env().STRIPE_SECRET_KEY.includes("_live_") ? "live" : "test";
}
