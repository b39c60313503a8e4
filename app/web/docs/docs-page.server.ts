import { languageFacts, type Language } from "~/core/i18n/languages";
import { translators } from "~/core/i18n/translators.server";
import type { Preferences } from "~/web/forms/preferences.server";

/** The page round the API's documentation. It needs no script in its text, and says so to the browser (`docsPolicy`). */
export function docsPage({ language, theme }: Preferences, assets: string, portal: string): string {
  const { t } = translators[language];
  return `<!doctype html>
<html lang="${language}" dir="${languageFacts[language].direction}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === "system" ? "light dark" : theme}">
<title>${t("docs.title")} · Atrium</title>
<link rel="icon" href="${portal}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets}/swagger-ui.css">
<link rel="stylesheet" href="${assets}/docs.css">
<script src="${assets}/swagger-ui-bundle.js" defer></script>
<script src="${assets}/docs-start.js" defer></script>
</head>
<body>
<header class="bar"><div class="top">
<a class="mark" href="${portal}/" lang="en">${mark}Atrium</a>
<nav aria-label="${t("docs.title")}">${downloadLink(language)}</nav>
</div></header>
<div class="lead">
<h1>${t("docs.title")}</h1>
<p>${t("docs.lead")}</p>
<p>${t("docs.try")}</p>
<noscript><p>${t("docs.withoutScript")}</p></noscript>
</div>
<main id="operations" lang="en" dir="ltr"></main>
</body>
</html>
`;
}

/** What the page may load and do: its own files, and asking this host. Swagger UI brings its icons as data. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function downloadLink(language: Language): string {
  return `<a href="/openapi.json">${translators[language].t("docs.document")}</a>`;
}

const mark = `<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path fill="currentColor" fill-rule="evenodd" d="M5 2h14a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Zm2.5 5.5v9h9v-9Z"/><path class="light" d="M16.5 7.5v9h-9Z"/></svg>`;
