import Negotiator from "negotiator";
import { isLanguage, languages, type Language } from "~/core/i18n/languages";

/** The first of the reader's languages (`Accept-Language`) that the portal speaks; English when none is. */
export function preferredLanguage({ headers }: Request): Language {
  const wanted = new Negotiator({ headers: { "accept-language": headers.get("Accept-Language") ?? "" } });
  const best = wanted.language([...languages]);
  return isLanguage(best) ? best : "en";
}
