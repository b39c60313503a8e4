import { z } from "zod";
import { isStorable, singleLine } from "~/core/text/text";

/** Who the tenant says somebody is: the same in tokens, in `/userinfo` and in what its Action sends. Nothing of it may be unseen. */
const subject = z.string().min(1).max(255).regex(singleLine).refine(isStorable);

/** What we read of the token endpoint's answer. */
export const tokenAnswer = z.object({ access_token: z.string().min(1), id_token: z.string().min(1) });

/** What we read of the ID token, once its signature, issuer, audience and times are checked. */
export const idTokenClaims = z.object({ sub: subject, nonce: z.string() });

/** What we read of an access token, once its signature, issuer, audience and times are checked. */
export const accessTokenClaims = z.object({ sub: subject });

/** What we read of `/userinfo`. Anything but `email_verified: true` counts as not verified. */
export const userinfo = z.object({
  sub: z.string(),
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .regex(singleLine)
    .refine(isStorable)
    .nullish(),
  email_verified: z.unknown().optional(),
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
});

/** What the tenant's Action tells of a sign-in; the rest is as in `/userinfo`. */
export const loginMessage = userinfo.extend({ sub: subject });

/** Keys with which the tenant signs. */
export const signingKeys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
