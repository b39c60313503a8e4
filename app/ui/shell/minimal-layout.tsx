import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { SkipLink } from "~/ui/kit/forms/hidden";
import { NowProvider } from "~/ui/kit/live/now";
import type { Theme } from "~/ui/view-models";
import { Wordmark } from "./logo";
import { LanguageSwitch, ThemeSwitch } from "./preferences";

/** Round a page for someone who is not signed in, or when the portal cannot tell. */
export function MinimalLayout({ theme, now, children }: { theme: Theme; now: Date; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <NowProvider now={now}>
      <SkipLink />
      <div className="mx-auto grid min-h-dvh max-w-5xl grid-rows-[auto_1fr_auto] px-5 sm:px-8">
        <header className="py-6">
          <Wordmark />
        </header>
        <main id="main" tabIndex={-1} className="py-8 outline-none sm:py-14">
          {children}
        </main>
        <footer className="flex flex-wrap items-center gap-3 py-6">
          <LanguageSwitch />
          <ThemeSwitch theme={theme} />
          <a href={paths.docs} className="ms-auto inline-flex min-h-10 items-center text-sm text-soft hover:text-ink">
            {t("docs.title")}
          </a>
        </footer>
      </div>
    </NowProvider>
  );
}
