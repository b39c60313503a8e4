import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { HourlyPrice, Money } from "~/ui/kit/money";
import { Pager } from "~/ui/kit/pager";
import { PageHead, Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Elapsed } from "~/ui/kit/time";
import { useSentence } from "~/ui/kit/sentence";
import type { EnvironmentItem, Pages, Sentence } from "~/ui/view-models";
import { EnvironmentActions } from "./actions";
import { SizeWords } from "./size-words";
import { StatusWords } from "./status-words";

export type EnvironmentsScreenProps = {
  currency: string;
  environments: EnvironmentItem[];
  /** Why there can be no other one; absent where there can, and before there is any. */
  whyNoOther?: Sentence;
  pages?: Pages;
};

/** Every environment of a member, with what it costs. */
export function EnvironmentsScreen({ currency, environments, whyNoOther, pages = {} }: EnvironmentsScreenProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isAnother = environments.length > 0 && !whyNoOther;
  const launch = (
    <LinkButton to={paths.newEnvironment} tone="primary" icon="plus">
      {t(isAnother ? "environments.newOne" : "environments.launch")}
    </LinkButton>
  );
  return (
    <>
      <PageHead
        title={t("environments.title")}
        lead={t("environments.lead")}
        actions={environments.length > 0 && launch}
      />
      <Panel flush>
        <Table
          caption={t("environments.title")}
          columns={useColumns(currency)}
          rows={environments}
          keyOf={(environment) => environment.id}
          empty={
            <EmptyState title={t("environments.none")} action={launch}>
              {t("environments.noneText")}
            </EmptyState>
          }
        />
        {whyNoOther && <p className="border-t border-line px-5 py-3 text-sm text-soft">{sentence(whyNoOther)}</p>}
        <Pager pages={pages} label={t("environments.pages")} />
      </Panel>
    </>
  );
}

function useColumns(currency: string): Column<EnvironmentItem>[] {
  const { t } = useTranslation();
  return [
    {
      head: t("environments.column.name"),
      isName: true,
      cell: (one) => (
        <Link
          to={paths.environment(one.id)}
          prefetch="intent"
          className="underline decoration-line underline-offset-4 hover:decoration-accent"
        >
          <bdi>{one.name}</bdi>
        </Link>
      ),
    },
    { head: t("environments.column.state"), cell: (one) => <StatusWords environment={one} /> },
    {
      head: t("environments.column.size"),
      cell: (one) => (
        <div>
          <bdi>{one.size.name}</bdi>
          <div className="text-xs text-faint">
            <SizeWords size={one.size} />
          </div>
        </div>
      ),
    },
    { head: t("environments.column.uptime"), isNumber: true, cell: (one) => <Uptime environment={one} /> },
    {
      head: t("environments.column.cost"),
      isNumber: true,
      cell: (one) => (one.costSoFar === undefined ? <Nothing /> : <Money amount={one.costSoFar} currency={currency} />),
    },
    {
      head: t("environments.column.price"),
      isNumber: true,
      cell: (one) => <HourlyPrice amount={one.size.pricePerHour} currency={currency} />,
    },
    {
      head: t("environments.column.actions"),
      isActions: true,
      cell: (one) => <EnvironmentActions environment={one} />,
    },
  ];
}

function Uptime({ environment }: { environment: EnvironmentItem }) {
  return environment.state === "running" && environment.startedAt ? (
    <Elapsed since={environment.startedAt} everyMs={30_000} />
  ) : (
    <Nothing />
  );
}
