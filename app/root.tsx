import type { LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import "./app.css";
import { languageFacts } from "~/core/i18n/languages";
import { Wordmark } from "~/ui/shell/logo";
import { ErrorPage } from "~/ui/shell/error-page";
import { Nonce } from "~/ui/shell/nonce";
import { usePageTitle } from "~/ui/shell/page-title";
import { errorPageProps } from "~/ui/shell/route-error";
import { preferencesOf } from "~/web/forms/preferences.server";

export async function loader({ request }: LoaderFunctionArgs) {
  return preferencesOf(request);
}

/** The document. Language, direction and theme stand on the root before anything is painted. */
export function Layout({ children }: { children: ReactNode }) {
  const { language, theme } = useRouteLoaderData<typeof loader>("root") ?? { language: "en", theme: "system" };
  const { direction } = languageFacts[language];
  const nonce = useContext(Nonce);
  return (
    <html lang={language} dir={direction} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <title>{usePageTitle()}</title>
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Where there is no frame: for whoever is kept out of it, and when the frame itself is what broke. */
export function ErrorBoundary() {
  return (
    <main className="mx-auto max-w-3xl p-6">
      <Wordmark />
      <ErrorPage {...errorPageProps(useRouteError())} />
    </main>
  );
}
