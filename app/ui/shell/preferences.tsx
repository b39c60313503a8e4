import type { ReactNode } from "react";
import { useLocation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { languageFacts, languages } from "~/core/i18n/languages";
import { paths } from "~/core/paths";
import type { Theme } from "~/ui/view-models";

const themes = ["system", "light", "dark"] as const satisfies Theme[];

const choice =
  "min-h-8 cursor-pointer rounded-sm px-2.5 text-sm text-soft transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink";

/** The language, each named in itself. Posting loads the page anew: its direction and all its words change. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <PreferenceForm label={t("shell.menu.language")}>
      {languages.map((language) => (
        <button
          key={language}
          name="language"
          value={language}
          lang={language}
          aria-pressed={i18n.language === language}
          className={choice}
        >
          {languageFacts[language].name}
        </button>
      ))}
    </PreferenceForm>
  );
}

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const { t } = useTranslation();
  return (
    <PreferenceForm label={t("shell.menu.theme")}>
      {themes.map((one) => (
        <button key={one} name="theme" value={one} aria-pressed={theme === one} className={choice}>
          {t(`shell.menu.theme_${one}`)}
        </button>
      ))}
    </PreferenceForm>
  );
}

function PreferenceForm({ label, children }: { label: string; children: ReactNode }) {
  const { pathname, search } = useLocation();
  return (
    <form
      method="post"
      action={paths.preferences}
      aria-label={label}
      className="inline-flex rounded-md bg-sunken p-0.5"
    >
      <input type="hidden" name="to" value={pathname + search} />
      {children}
    </form>
  );
}
