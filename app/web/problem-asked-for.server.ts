import { en } from "~/core/i18n/en";
import type { Problem } from "./problem";

/** The refusal that a redirect brought along in `?problem=`; only codes of the catalogue pass, never text. */
export function problemAskedFor(search: URLSearchParams): Problem | undefined {
  const code = search.get("problem");
  if (!code || !Object.hasOwn(en.refusals, code)) return undefined;
  const reason = search.get("reason");
  return { code, ...(reason && { params: { reason: reason.slice(0, 200) } }) };
}
