import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { isLanguage, type Language } from "~/core/i18n/languages";
import { translatorOf } from "~/core/i18n/translator";

const sentences = {
  en: async () => (await import("~/core/i18n/en")).en,
  fa: async () => (await import("~/core/i18n/fa")).fa,
} as const satisfies Record<Language, () => Promise<object>>;

// For the style that keeps the page still behind an open dialog; its package looks here.
Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce });

async function hydrate(): Promise<void> {
  const { lang } = document.documentElement;
  const language = isLanguage(lang) ? lang : "en";
  const translator = translatorOf(language, await sentences[language]());
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={translator}>
        <RemixBrowser />
      </I18nextProvider>,
    );
  });
}

void hydrate();
