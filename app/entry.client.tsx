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
  const [translator] = await Promise.all([
    translatorFor(window.location.pathname, isLanguage(lang) ? lang : "en"),
    handoffDecoded(),
  ]);
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={translator}>
        <RemixBrowser />
      </I18nextProvider>,
    );
  });
}

/**
 * Waits for what the server handed over. The framework decodes it when it is first drawn, and throws the promise of it beforehand: to React
 * that is a root that suspends, and a click just then (error 345) leaves it without an answer.
 */
async function handoffDecoded(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    // What is wrong with it is thrown again, where there is an error page for it.
    await Promise.resolve(decoding).catch(() => undefined);
  }
}

void hydrate();
