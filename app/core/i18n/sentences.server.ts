import { en } from "./en";
import { fa } from "./fa";
import type { Language } from "./languages";

/** Every language's sentences, for rendering on the server; a browser loads only its own. */
export function sentencesOf(language: Language): typeof en {
  return { en, fa }[language];
}
