import { useTranslation } from "react-i18next";
import type { ChainCheck } from "~/domain/activity/chain";
import { useFormat } from "../kit/format";
import { Notice } from "../kit/notice";
import { useZone } from "../kit/now";

const moment = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;

/** What the last check of the log's chains found. */
export function ChainNotice({ check }: { check: ChainCheck | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  if (!check) return <p className="text-sm text-soft">{t("activity.check.never")}</p>;
  const { report } = check;
  const at = `\u2068${format.moment(check.at, zone, moment)}\u2069`;
  if (report.state === "whole")
    return <p className="text-sm text-soft">{t("activity.check.whole", { at, n: format.number(report.lines) })}</p>;
  const { kind, lineId: line = "", chain = 0, place = 0 } = report.fault;
  const where = { line, chain: format.number(chain), place: format.number(place) };
  return (
    <Notice tone="danger" title={t("activity.check.broken", { at })}>
      {t(`activity.check.${kind}`, where)} {t("activity.check.brokenText")}
    </Notice>
  );
}
