import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { LinkButton } from "~/ui/kit/forms/button";
import { EmptyState } from "~/ui/kit/empty-state";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import { ChangeList } from "./change-list";
import { FromWhere, WhatHappened } from "./line-parts";

export type LineTableProps = {
  lines: ActivityLine[];
  /** Admins see whose things they are. */
  isWhole: boolean;
  /** Whether a filter left lines out. */
  isFiltered: boolean;
};

/** Lines of the log, newest first. */
export function LineTable({ lines, isWhole, isFiltered }: LineTableProps) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t(isWhole ? "activity.adminTitle" : "activity.title")}
      columns={useColumns(isWhole)}
      rows={lines}
      keyOf={(line) => line.id}
      empty={<NoLines isWhole={isWhole} isFiltered={isFiltered} />}
    />
  );
}

function NoLines({ isWhole, isFiltered }: Omit<LineTableProps, "lines">) {
  const { t } = useTranslation();
  if (!isFiltered)
    return (
      <EmptyState title={t("activity.none")}>{t(isWhole ? "activity.noneAdminText" : "activity.noneText")}</EmptyState>
    );
  const all = <LinkButton to={isWhole ? paths.adminActivity : paths.activity}>{t("activity.showAll")}</LinkButton>;
  return (
    <EmptyState title={t("activity.nothingFound")} action={all}>
      {t("activity.nothingFoundText")}
    </EmptyState>
  );
}

function useColumns(isWhole: boolean): Column<ActivityLine>[] {
  const { t } = useTranslation();
  const whose: Column<ActivityLine> = { head: t("activity.column.whose"), cell: (line) => <Whose line={line} /> };
  return [
    {
      head: t("activity.column.what"),
      isName: true,
      cell: (line) => (
        <>
          <WhatHappened line={line} />
          <ChangeList before={line.before} after={line.after} />
        </>
      ),
    },
    ...(isWhole ? [whose] : []),
    { head: t("activity.column.when"), cell: (line) => <Time at={line.at} /> },
    { head: t("activity.column.from"), cell: (line) => <FromWhere line={line} /> },
  ];
}

function Whose({ line: { subject } }: { line: ActivityLine }) {
  if (subject?.is !== "person" || !subject.id) return <Nothing />;
  return (
    <Link
      to={paths.adminMember(subject.id)}
      className="underline decoration-line underline-offset-4 hover:decoration-accent"
    >
      <bdi>{subject.name ?? subject.id}</bdi>
    </Link>
  );
}
