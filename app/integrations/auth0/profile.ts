import { refuse } from "~/core/app-error";
import { asSingleLine } from "~/core/text/text";
import { userinfo } from "./contract";

/**
 * Who the provider says has signed in. The e-mail address is verified; `issuer` (the tenant's address, without a trailing slash) and
 * `subject` together never change.
 */
export type Profile = {
  issuer: string;
  subject: string;
  email: string;
  name: string;
  givenName?: string;
  familyName?: string;
};

/** Reads what the provider says of a person. Refuses `forbidden` what is of somebody else, and an address that is missing or not verified. */
export function profileOf({ issuer, subject }: Pick<Profile, "issuer" | "subject">, answer: unknown): Profile {
  const read = userinfo.safeParse(answer);
  if (!read.success || read.data.sub !== subject) refuse("forbidden", "identityUntrusted");
  const { email, email_verified, given_name, family_name } = read.data;
  if (!email) refuse("forbidden", "emailMissing");
  if (email_verified !== true) refuse("forbidden", "emailNotVerified");
  const [givenName, familyName] = [given_name, family_name].map(readable);
  const name = readable(read.data.name) ?? ([givenName, familyName].filter(Boolean).join(" ") || email);
  return { issuer, subject, email, name, ...(givenName && { givenName }), ...(familyName && { familyName }) };
}

/** Names are written by people: what cannot be seen goes, and so does what no page could show. */
function readable(name: string | null | undefined): string | undefined {
  return asSingleLine(name ?? "").match(/^.{1,120}/u)?.[0];
}
