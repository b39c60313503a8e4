import { useTranslation } from "react-i18next";
import { useFormat } from "../kit/format";
import { useSentence } from "../kit/sentence";
import { Icon } from "../kit/icon";
import { Table, type Column } from "../kit/table";
import { Tag } from "../kit/tag";
import { Time } from "../kit/time";
import type { CollectionWindow } from "./collection-screen";
import { isTrouble, windowAnchor } from "./heat-map";

const tones = { ok: "good", late: "warn", failed: "bad", missing: "neutral", running: "info", due: "neutral" } as const;

/** The heat-map in words: each window that is not well, and why. */
export function TroubledWindows({ clusterId, clusterName, windows }: { clusterId: string; clusterName: string; windows: CollectionWindow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const troubled = windows.filter(isTrouble).reverse();
  const columns: Column<CollectionWindow>[] = [
    {
      head: t("admin.windowStart"),
      isName: true,
      cell: (window) => (
        <span id={windowAnchor(clusterId, window)}>
          <Time at={window.start} />
        </span>
      ),
    },
    { head: t("admin.column.state"), cell: (window) => <Tag tone={tones[window.state]}>{t(`admin.window.${window.state}`)}</Tag> },
    { head: t("admin.cause"), cell: (window) => (window.failureCode ? sentence({ code: window.failureCode }) : "–") },
    { head: t("admin.finished"), isNumber: true, cell: (window) => (window.finishedAt ? <Time at={window.finishedAt} as="clock" /> : "–") },
    { head: t("admin.attempts"), isNumber: true, cell: (window) => (window.attempts === undefined ? "–" : format.number(window.attempts)) },
  ];
  return (
    <div className="-mx-5 mt-4 -mb-5 border-t border-line">
      <Table
        caption={t("admin.troubled", { cluster: clusterName })}
        columns={columns}
        rows={troubled}
        keyOf={(window) => String(window.start.getTime())}
        empty={
          <p className="flex items-center gap-2 px-5 py-3 text-sm text-soft">
            <Icon name="done" className="size-4 text-good" />
            {t("admin.noTrouble")}
          </p>
        }
      />
    </div>
  );
}
