import { z } from "zod";

/** What we read of the token endpoint's answer. */
export const tokenAnswer = z.object({ access_token: z.string().min(1), id_token: z.string().min(1) });

/** What we read of the ID token, once its signature, issuer, audience and times are checked. */
export const idTokenClaims = z.object({ sub: z.string().min(1).max(255), nonce: z.string() });

/** What we read of `/userinfo`. Anything but `email_verified: true` counts as not verified. */
export const userinfo = z.object({
  sub: z.string(),
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .optional(),
  email_verified: z.unknown(),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
});

/** Keys with which the tenant signs. */
export const signingKeys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
