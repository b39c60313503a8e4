import { useTranslation } from "react-i18next";
import type { UserId } from "~/core/id";
import { SizeWords } from "~/ui/environments/size-words";
import { StatusWords } from "~/ui/environments/status-words";
import { HourlyPrice, Money } from "~/ui/kit/money";
import { Pager } from "~/ui/kit/pager";
import { Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import type { EnvironmentItem, Pages } from "~/ui/view-models";
import { MemberName } from "~/ui/admin/members/member-name";

export type OwnedEnvironment = EnvironmentItem & { owner?: { id: UserId; name: string; email: string } };

export type EnvironmentTableProps = {
  title: string;
  environments: OwnedEnvironment[];
  currency: string;
  pages?: Pages;
};

/** Environments as an admin sees them: whose, where, since when, for how much. */
export function EnvironmentTable({ title, environments, currency, pages = {} }: EnvironmentTableProps) {
  const { t } = useTranslation();
  const hasOwners = environments.some((one) => one.owner);
  const columns: Column<OwnedEnvironment>[] = [
    { head: t("environments.column.name"), isName: true, cell: (one) => <bdi>{one.name}</bdi> },
    ...(hasOwners
      ? [{ head: t("admin.column.owner"), cell: (one: OwnedEnvironment) => <Owner owner={one.owner} /> }]
      : []),
    { head: t("environments.column.state"), cell: (one) => <StatusWords environment={one} /> },
    {
      head: t("environments.column.size"),
      cell: (one) => (
        <div>
          <bdi>{one.size.name}</bdi>
          <div className="text-xs text-faint">
            <SizeWords size={one.size} />
          </div>
          <bdi className="text-xs text-faint">{one.clusterName}</bdi>
        </div>
      ),
    },
    { head: t("admin.column.since"), cell: (one) => (one.startedAt ? <Time at={one.startedAt} /> : <Nothing />) },
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
  ];
  return (
    <Panel title={title} flush>
      <Table
        caption={title}
        columns={columns}
        rows={environments}
        keyOf={(one) => one.id}
        empty={<EmptyState title={t("admin.nothingRuns")} />}
      />
      <Pager pages={pages} label={t("environments.pages")} />
    </Panel>
  );
}

function Owner({ owner }: { owner?: OwnedEnvironment["owner"] }) {
  return owner ? <MemberName member={owner} /> : <Nothing />;
}
