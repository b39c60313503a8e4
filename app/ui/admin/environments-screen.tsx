import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { PageHead } from "~/ui/kit/panel";
import type { Pages } from "~/ui/view-models";
import { EnvironmentTable, type OwnedEnvironment } from "./environment-table";

export type AdminEnvironmentsScreenProps = {
  currency: string;
  /** How many run, over all pages. */
  total: number;
  environments: OwnedEnvironment[];
  pages: Pages;
};

/** What runs now, whose it is, since when, and what it has cost. */
export function AdminEnvironmentsScreen({ currency, total, environments, pages }: AdminEnvironmentsScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <PageHead
        title={t("admin.environments")}
        lead={t("admin.environmentCount", { count: total, n: format.number(total) })}
      />
      <EnvironmentTable title={t("admin.runningNow")} environments={environments} currency={currency} pages={pages} />
    </>
  );
}
