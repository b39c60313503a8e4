import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { SizeWords } from "~/ui/environments/size-words";
import { ActionButton } from "~/ui/kit/forms/button";
import { HourlyPrice } from "~/ui/kit/money";
import { Panel } from "~/ui/kit/panel";
import type { SizeItem } from "~/ui/view-models";

/** The size of the last time, one press away, with its price. */
export function QuickLaunch({ size, currency }: { size: SizeItem; currency: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("shell.dashboard.sameAgain")}>
      <p className="flex justify-between gap-3 font-medium">
        <bdi>{size.name}</bdi>
        <HourlyPrice amount={size.pricePerHour} currency={currency} />
      </p>
      <p className="mb-4 text-sm text-soft">
        <SizeWords size={size} />
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ActionButton
          action={paths.newEnvironment}
          fields={{ size: size.id }}
          icon="start"
          busy={t("environments.startingNow")}
        >
          {t("environments.launchNow")}
        </ActionButton>
        <Link to={paths.newEnvironment} className="text-sm underline underline-offset-4">
          {t("shell.dashboard.otherSize")}
        </Link>
      </div>
    </Panel>
  );
}
