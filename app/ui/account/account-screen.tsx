import { useTranslation } from "react-i18next";
import { languageFacts, languages, type Language } from "~/core/i18n/languages";
import { paths } from "~/core/paths";
import { Button } from "~/ui/kit/forms/button";
import { Select } from "~/ui/kit/forms/field";
import { Notice } from "~/ui/kit/notice";
import { Figure, PageHead, Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import type { Theme } from "~/ui/view-models";
import { TimeZoneSelect } from "./time-zone-select";

export type AccountScreenProps = {
  name: string;
  email: string;
  /** Since when they are a member. */
  since: Date;
  preferences: { language: Language; theme: Theme; timeZone?: string };
  /** Every zone that can be chosen. */
  timeZones: readonly string[];
  /** The form was just sent. */
  isSaved: boolean;
};

const themes = ["system", "light", "dark"] as const satisfies Theme[];

/** Who one is here, and how one wants to see the portal. */
export function AccountScreen({ name, email, since, isSaved, ...how }: AccountScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("account.title")} lead={t("account.lead")} />
      <div className="grid gap-6">
        {isSaved && <Notice tone="good" title={t("account.saved")} />}
        <Panel title={t("account.who")}>
          <dl className="grid gap-4 md:grid-cols-3">
            <Figure isSmall label={t("account.name")}>
              <bdi>{name}</bdi>
            </Figure>
            <Figure isSmall label={t("account.email")}>
              <bdi dir="ltr" className="wrap-anywhere">
                {email}
              </bdi>
            </Figure>
            <Figure isSmall label={t("account.since")}>
              <Time at={since} as="date" />
            </Figure>
          </dl>
          <p className="mt-4 max-w-prose text-sm text-faint">{t("account.fromProvider")}</p>
        </Panel>
        <Panel title={t("account.how")}>
          <PreferencesForm {...how} />
        </Panel>
      </div>
    </>
  );
}

/** Sent by the browser itself: the language and direction of the whole document change. */
function PreferencesForm({ preferences, timeZones }: Pick<AccountScreenProps, "preferences" | "timeZones">) {
  const { t } = useTranslation();
  return (
    <form method="post" action={paths.preferences} className="grid max-w-md gap-5">
      <input type="hidden" name="to" value={`${paths.account}?saved`} />
      <Select label={t("shell.menu.language")} name="language" defaultValue={preferences.language}>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageFacts[language].name}
          </option>
        ))}
      </Select>
      <Select label={t("shell.menu.theme")} name="theme" defaultValue={preferences.theme}>
        {themes.map((theme) => (
          <option key={theme} value={theme}>
            {t(`shell.menu.theme_${theme}`)}
          </option>
        ))}
      </Select>
      <TimeZoneSelect timeZones={timeZones} chosen={preferences.timeZone} />
      <div>
        <Button tone="primary">{t("account.save")}</Button>
      </div>
    </form>
  );
}
