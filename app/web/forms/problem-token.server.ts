import { createHmac } from "node:crypto";
import { equalSecrets } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { en } from "~/core/i18n/en";
import type { Problem } from "./problem";

/** A problem as one query parameter, for a redirect. Particulars are signed: a link that somebody made up says nothing on our pages. */
export function problemToken({ code, params }: Problem): string {
  if (!params || Object.keys(params).length === 0) return code;
  const payload = Buffer.from(JSON.stringify({ code, params })).toString("base64url");
  return `${payload}.${signatureOf(payload)}`;
}

/** The problem that a redirect brought along in `?problem=`: one of ours, or a bare code of the catalogue without particulars. */
export function problemAskedFor(search: URLSearchParams): Problem | undefined {
  const token = search.get("problem") ?? "";
  if (Object.hasOwn(en.refusals, token)) return { code: token };
  const [payload, signature] = token.split(".");
  if (!payload || !signature || !equalSecrets(signature, signatureOf(payload))) return undefined;
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Problem;
}

function signatureOf(payload: string): string {
  return createHmac("sha256", `problem:${env().SECRET_KEY}`).update(payload).digest("base64url");
}
