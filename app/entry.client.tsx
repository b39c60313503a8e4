import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { isLanguage } from "~/core/i18n/languages";
import { translatorFor } from "~/core/i18n/sentences";

// For the style that keeps the page still behind an open dialog; its package looks here.
Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce });

async function hydrate(): Promise<void> {
  const { lang } = document.documentElement;
  const translator = await translatorFor(window.location.pathname, isLanguage(lang) ? lang : "en");
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
