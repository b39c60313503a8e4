import type { i18n } from "i18next";
import type { Language } from "./languages";
import { translatorOf } from "./translator";

/** Each is a file of its own for the browser: it loads one language, and what is apart only with a page that says it. */
const sentences = {
  en: { first: async () => (await import("./en/first")).first, apart: async () => (await import("./en/apart")).apart },
  fa: { first: async () => (await import("./fa/first")).first, apart: async () => (await import("./fa/apart")).apart },
} as const satisfies Record<Language, Record<"first" | "apart", () => Promise<object>>>;

let translator: i18n | undefined;

/** The browser's translator, with what the page at `pathname` says. */
export async function translatorFor(pathname: string, language: Language): Promise<i18n> {
  const { first, apart } = sentences[language];
  const parts = await Promise.all([first(), saysWhatIsApart(pathname) ? apart() : {}]);
  translator = translatorOf(language, { ...parts[0], ...parts[1] });
  return translator;
}

/** Awaited before an account page, or an admin's, is shown after another. On the server everything is there. */
export async function fetchSentencesApart(): Promise<void> {
  if (!translator || translator.exists("account.title")) return;
  const { language } = translator;
  translator.addResourceBundle(language, "translation", await sentences[language as Language].apart());
}

function saysWhatIsApart(pathname: string): boolean {
  return /^\/(account|activity|admin)(\/|$)/.test(pathname);
}
