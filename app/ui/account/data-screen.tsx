import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { ExportTable } from "~/domain/account/export-table";
import { PlainLinkButton } from "~/ui/kit/forms/button";
import { Notice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { DeletionPanel, type DeletionPanelProps } from "./deletion-panel";

export type DataScreenProps = DeletionPanelProps & {
  tables: readonly ExportTable[];
  /** The member has just called the end of their account off. */
  hasStayed: boolean;
};

/** Everything about the member, to take along: whole as JSON, or table by table as CSV. And the end of it all. */
export function DataScreen({ tables, hasStayed, ...leaving }: DataScreenProps) {
  const { t } = useTranslation();
  const { isInPerson } = leaving;
  return (
    <>
      <PageHead title={t("account.data.title")} lead={t("account.data.lead")} />
      {hasStayed && (
        <div className="mb-6" role="status">
          <Notice tone="good" title={t("account.leave.stayed")} />
        </div>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="grid gap-6 xl:order-last">
          {!isInPerson && <Notice title={t("account.data.notWhileImpersonating")} />}
          <Panel title={t("account.data.whole")}>
            <p className="mb-4 text-soft">{t("account.data.wholeText")}</p>
            {isInPerson && (
              <PlainLinkButton href={paths.accountDataJson} download tone="primary" icon="download">
                {t("account.data.json")}
              </PlainLinkButton>
            )}
          </Panel>
        </div>
        <Panel title={t("account.data.tables")} aside={t("account.data.tablesText")} flush>
          <ul>
            {tables.map((table) => (
              <TableLine key={table} table={table} isInPerson={isInPerson} />
            ))}
          </ul>
        </Panel>
      </div>
      <div className="mt-6">
        <DeletionPanel {...leaving} />
      </div>
    </>
  );
}

function TableLine({ table, isInPerson }: { table: ExportTable; isInPerson: boolean }) {
  const { t } = useTranslation();
  const name = t(`account.data.table.${table}`);
  return (
    <li className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-sm text-soft">{t(`account.data.about.${table}`)}</p>
      </div>
      {isInPerson && (
        <PlainLinkButton
          href={paths.accountDataCsv(table)}
          download
          size="sm"
          icon="download"
          aria-label={t("account.data.csvNamed", { table: name })}
        >
          {t("account.data.csv")}
        </PlainLinkButton>
      )}
    </li>
  );
}
