import { useTranslation } from "react-i18next";
import type { ChainCheck } from "~/domain/activity/chain";
import { useFormat } from "~/ui/kit/format";
import { Notice } from "~/ui/kit/notice";
import { useZone } from "~/ui/kit/live/now";

const moment = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;

/** `readInFullAt`: the last time that the whole log was read and found whole; most checks read what is new. */
export type ChainNoticeProps = { check: ChainCheck | undefined; readInFullAt: Date | undefined };

/** What the last check of the log's chains found. */
export function ChainNotice({ check, readInFullAt }: ChainNoticeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  if (!check) return <p className="text-sm text-soft">{t("activity.check.never")}</p>;
  const { report } = check;
  const written = (time: Date) => `\u2068${format.moment(time, zone, moment)}\u2069`;
  const at = written(check.at);
  if (report.state === "whole") {
    const words = { at, n: format.number(report.lines), all: readInFullAt ? written(readInFullAt) : "" };
    const isPart = report.scope === "new";
    return (
      <p className="text-sm text-soft">{t(isPart ? "activity.check.newIsWhole" : "activity.check.whole", words)}</p>
    );
  }
  const { kind, lineId: line = "", chain = 0, place = 0 } = report.fault;
  const where = { line, chain: format.number(chain), place: format.number(place) };
  return (
    <Notice tone="danger" title={t("activity.check.broken", { at })}>
      {t(`activity.check.${kind}`, where)} {t("activity.check.brokenText")}
    </Notice>
  );
}
