import { useTranslation } from "react-i18next";
import { Notice } from "~/ui/kit/notice";
import { Time } from "~/ui/kit/time";

/** A stretch that could not be measured yet. `late` will still come; `missing` has been given up by itself and waits for an admin. */
export type Gap = { from: Date; to: Date; clusterName: string; state: "late" | "missing" };

/** How far the numbers reach: no page pretends to know what was not measured yet. */
export function Freshness({ until, next }: { until?: Date; next?: Date }) {
  const { t } = useTranslation();
  if (!until) return <>{t("usage.noData")}</>;
  return (
    <>
      {t("usage.dataUntil")} <Time at={until} as="clock" />
      {next && (
        <>
          {t("usage.nextAt")} <Time at={next} as="clock" />
        </>
      )}
    </>
  );
}

/** The stretches of the month that are not in its sums, said before the sums are read. */
export function Gaps({ gaps }: { gaps: Gap[] }) {
  const { t } = useTranslation();
  if (gaps.length === 0) return null;
  return (
    <Notice tone="warning" title={t("usage.gaps")}>
      <p>{t("usage.gapsText")}</p>
      <ul className="mt-1">
        {gaps.map((gap) => (
          <li key={`${gap.clusterName}${gap.from.getTime()}`}>
            <bdi>{gap.clusterName}</bdi>: <Time at={gap.from} /> – <Time at={gap.to} as="clock" /> ·{" "}
            {t(`usage.gap_${gap.state}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
