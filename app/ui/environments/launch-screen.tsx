import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { HourlyPrice } from "~/ui/kit/money";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead } from "~/ui/kit/panel";
import { RadioCards } from "~/ui/kit/forms/radio-cards";
import { RelativeTime } from "~/ui/kit/time";
import type { Problem, SizeItem } from "~/ui/view-models";
import { CostSummary } from "./cost-summary";
import { SizeWords } from "./size-words";

export type LaunchScreenProps = {
  currency: string;
  sizes: SizeItem[];
  /** Chosen before (in the address, or the last time); else the first. */
  selectedSizeId?: string;
  balance: bigint;
  /** When this month's accounting ends. */
  monthEnd: Date;
  /** The environment that stands in the way of another one. */
  existing?: { id: EnvironmentId; name: string };
  /** Whose hub did not answer when it was last asked, and when that was. */
  hubDown?: { cluster: string; checkedAt: Date };
  problem?: Problem;
};

/** Choosing a size with its price in sight. Without a script, "show the price" asks the server for the summary. */
export function LaunchScreen({
  currency,
  sizes,
  selectedSizeId,
  balance,
  monthEnd,
  existing,
  hubDown,
  problem,
}: LaunchScreenProps) {
  const { t } = useTranslation();
  const [chosenId, choose] = useState<string | undefined>(selectedSizeId);
  const isBusy = useNavigation().formAction === paths.newEnvironment;
  const chosen = sizes.find((size) => size.id === chosenId) ?? sizes[0];
  return (
    <>
      <PageHead title={t("environments.launchTitle")} lead={t("environments.launchLead")} />
      <div className="grid gap-4 empty:hidden not-empty:mb-6">
        {problem && <ProblemNotice problem={problem} />}
        {hubDown && (
          <Notice tone="warning" title={t("environments.hubDown", { cluster: hubDown.cluster })}>
            {t("environments.clusterDownText")} <RelativeTime at={hubDown.checkedAt} />
          </Notice>
        )}
        {existing && <AlreadyThere existing={existing} />}
        {sizes.length === 0 && <Notice tone="warning" title={t("environments.noSizes")} />}
      </div>
      {chosen && (
        <Form
          method="post"
          action={paths.newEnvironment}
          className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]"
        >
          <RadioCards
            legend={t("environments.chooseSize")}
            name="size"
            chosen={chosen.id}
            onChoose={choose}
            cards={sizes.map((size) => ({
              value: size.id,
              title: <bdi>{size.name}</bdi>,
              detail: <SizeWords size={size} />,
              aside: <HourlyPrice amount={size.pricePerHour} currency={currency} />,
            }))}
          />
          <CostSummary size={chosen} balance={balance} monthEnd={monthEnd} currency={currency}>
            <Button
              tone="primary"
              aria-disabled={isBusy || undefined}
              onClick={(event) => isBusy && event.preventDefault()}
            >
              {t(isBusy ? "environments.startingNow" : "environments.launch")}
            </Button>
            <noscript>
              <Button formMethod="get" formNoValidate>
                {t("environments.showPrice")}
              </Button>
            </noscript>
          </CostSummary>
        </Form>
      )}
    </>
  );
}

function AlreadyThere({ existing }: { existing: NonNullable<LaunchScreenProps["existing"]> }) {
  const { t } = useTranslation();
  return (
    <Notice
      title={t("environments.alreadyThere", { name: existing.name })}
      action={
        <LinkButton to={paths.environment(existing.id)} size="sm">
          {t("environments.goThere")}
        </LinkButton>
      }
    >
      {t("environments.alreadyThereText")}
    </Notice>
  );
}
