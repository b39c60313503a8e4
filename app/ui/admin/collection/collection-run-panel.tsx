import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { RefreshWithoutScript, useLive } from "~/ui/kit/live/live";
import { Notice } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import { RelativeTime } from "~/ui/kit/time";

/** A measurement of all clusters that an admin asked for. */
export type CollectionRunView = {
  runId: string;
  state: "queued" | "running" | "done" | "failed";
  startedAt: Date;
  /** The clusters that are asked, and those that have been seen. */
  of: number;
  seen: number;
  failures: { clusterName: string; code: string }[];
};

const isUnderWay = (run: CollectionRunView | undefined) => run?.state === "queued" || run?.state === "running";

/** Has every cluster measured now; not while that is under way. */
export function MeasureNowButton({ run }: { run: CollectionRunView | undefined }) {
  const { t } = useTranslation();
  if (isUnderWay(run)) return null;
  return (
    <ActionButton action={paths.adminCollectionStart} busy={t("admin.measuringNow")}>
      {t("admin.measureNow")}
    </ActionButton>
  );
}

/** How the measurement that was asked for last stands: followed until it ends, with or without a script. */
export function CollectionRunNotice({ run }: { run: CollectionRunView | undefined }) {
  useLive(run && isUnderWay(run) ? paths.adminCollectionProgress(run.runId) : undefined, () => true);
  return (
    <div role="status" className="empty:hidden">
      {run && isUnderWay(run) && <RefreshWithoutScript seconds={3} />}
      {run && <Outcome run={run} />}
    </div>
  );
}

function Outcome({ run }: { run: CollectionRunView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const numbers = { seen: format.number(run.seen), of: format.number(run.of) };
  const isIncomplete = run.state === "done" && run.failures.length > 0;
  const tone = run.state === "failed" ? "danger" : isIncomplete ? "warning" : run.state === "done" ? "good" : "info";
  return (
    <Notice tone={tone} title={t(`admin.collectionRun.${run.state}`, numbers)}>
      {t("admin.askedFor")} <RelativeTime at={run.startedAt} />
      {run.failures.map(({ clusterName, code }) => (
        <p key={clusterName} className="mt-1">
          <bdi>{clusterName}</bdi>: {sentence({ code })}
        </p>
      ))}
    </Notice>
  );
}
