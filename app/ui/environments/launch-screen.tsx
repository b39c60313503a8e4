import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { HourlyPrice } from "~/ui/kit/money";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead } from "~/ui/kit/panel";
import { RadioCards } from "~/ui/kit/forms/radio-cards";
import { RelativeTime } from "~/ui/kit/time";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem, Sentence, SizeItem } from "~/ui/view-models";
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
  /** The environment that is launched again; else it is the notebook, or a new one with a name. */
  again?: { id: EnvironmentId; name: string };
  /** The member's notebook, beside which another one may be made; absent before it was ever launched. */
  notebook?: { id: EnvironmentId; name: string; isUp: boolean };
  /** Why no other one can be made; absent where it can. */
  whyNoOther?: Sentence;
  /** What stands in the way because it is up already. */
  existing?: { id: EnvironmentId; name: string };
  typedName?: string;
  /** Whose hub did not answer when it was last asked, and when that was. */
  hubDown?: { cluster: string; checkedAt: Date };
  problem?: Problem;
};

/** Choosing a size with its price in sight. Without a script, "show the price" asks the server for the summary. */
export function LaunchScreen(screen: LaunchScreenProps) {
  const { currency, sizes, selectedSizeId, balance, monthEnd, again } = screen;
  const { t } = useTranslation();
  const [chosenId, choose] = useState<string | undefined>(selectedSizeId);
  const action = again ? paths.launchAgain(again.id) : paths.newEnvironment;
  const isBusy = useNavigation().formAction === action;
  const chosen = sizes.find((size) => size.id === chosenId) ?? sizes[0];
  return (
    <>
      <PageHead
        title={
          again
            ? t("environments.launchNamed", { name: isolated(again.name) })
            : t(isAnother(screen) ? "environments.newOne" : "environments.launchTitle")
        }
        lead={t("environments.launchLead")}
      />
      <ToKnow {...screen} />
      {chosen && (
        <Form method="post" action={action} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
          <div className="grid gap-6">
            {again ? <input type="hidden" name="id" value={again.id} /> : <NameField {...screen} />}
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
          </div>
          <CostSummary size={chosen} balance={balance} monthEnd={monthEnd} currency={currency}>
            <Button
              tone="primary"
              aria-disabled={isBusy || undefined}
              onClick={(event) => isBusy && event.preventDefault()}
            >
              {t(isBusy ? "environments.startingNow" : "environments.launchNow")}
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

const isolated = (name: string) => `\u2068${name}\u2069`;

/** Nothing but another environment can be launched: the notebook is up. */
const isAnother = ({ notebook, whyNoOther }: LaunchScreenProps) => notebook?.isUp === true && !whyNoOther;

/** Refusals that the field of the name says itself. */
const isOfName = ({ code }: Problem) => code === "environmentNameTaken" || code === "environmentNameInvalid";

/** What is so before anything is chosen: what went wrong, what stands in the way, and why there can be no other one. */
function ToKnow({ sizes, again, notebook, whyNoOther, existing, hubDown, problem }: LaunchScreenProps) {
  const { t } = useTranslation();
  const why = useWhyNoOther({ again, notebook, whyNoOther });
  return (
    <div className="grid gap-4 empty:hidden not-empty:mb-6">
      {problem && !isOfName(problem) && <ProblemNotice problem={problem} />}
      {hubDown && <HubDown {...hubDown} />}
      {existing && <AlreadyThere existing={existing} why={why} />}
      {why && !existing && <Notice title={t("environments.noOther")}>{why}</Notice>}
      {sizes.length === 0 && <Notice tone="warning" title={t("environments.noSizes")} />}
    </div>
  );
}

/** Nobody misses another one before they have had their notebook, or while they launch one again. */
function useWhyNoOther(is: Pick<LaunchScreenProps, "again" | "notebook" | "whyNoOther">): string | undefined {
  const sentence = useSentence();
  return is.notebook && is.whyNoOther && !is.again ? sentence(is.whyNoOther) : undefined;
}

function HubDown({ cluster, checkedAt }: NonNullable<LaunchScreenProps["hubDown"]>) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" title={t("environments.hubDown", { cluster })}>
      {t("environments.clusterDownText")} <RelativeTime at={checkedAt} />
    </Notice>
  );
}

/** With a name it is another environment; without, the notebook. */
function NameField({ notebook, whyNoOther, typedName, problem }: LaunchScreenProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  if (!notebook || whyNoOther) return null;
  const words = { notebook: isolated(notebook.name) };
  return (
    <Field
      label={t("environments.nameLabel")}
      hint={notebook.isUp ? t("environments.nameHintNeeded", words) : t("environments.nameHint", words)}
      error={problem && isOfName(problem) ? sentence(problem) : undefined}
      name="name"
      defaultValue={typedName}
      maxLength={60}
      autoComplete="off"
      dir="auto"
      required={notebook.isUp}
    />
  );
}

type InTheWay = { existing: NonNullable<LaunchScreenProps["existing"]>; why: string | undefined };

function AlreadyThere({ existing, why }: InTheWay) {
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
      <p>{t("environments.alreadyThereText")}</p>
      {why && <p>{why}</p>}
    </Notice>
  );
}
