import { createInstance, type i18n, type Resource } from "i18next";
import type { en } from "./en";
import type { Language } from "./languages";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** A translator that knows one language's sentences and no network; React escapes what is filled in. */
export function translatorOf(language: Language, sentences: Resource[string][string]): i18n {
  const translator = createInstance();
  void translator.init({
    lng: language,
    resources: { [language]: { translation: sentences } },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return translator;
}
