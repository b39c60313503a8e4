import { useTranslation } from "react-i18next";
import { later, MINUTE } from "~/core/clock";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { useSentence } from "~/ui/kit/sentence";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Tag } from "~/ui/kit/tag";
import { Time } from "~/ui/kit/time";
import { isTrouble, windowAnchor, type CollectionWindow } from "./collection-window";

const WINDOW = 15 * MINUTE;

const tones = { ok: "good", late: "warn", failed: "bad", missing: "neutral", running: "info", due: "neutral" } as const;

type TroubledWindowsProps = { clusterId: string; clusterName: string; windows: CollectionWindow[] };

/** The heat-map in words: each stretch that is not well, and why, newest first. */
export function TroubledWindows({ clusterId, clusterName, windows }: TroubledWindowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const columns: Column<Stretch>[] = [
    {
      head: t("admin.when"),
      isName: true,
      cell: (stretch) => (
        <>
          {stretch.windows.map((window) => (
            <span key={window.start.getTime()} id={windowAnchor(clusterId, window)} />
          ))}
          <Time at={stretch.first.start} /> – <Time at={later(stretch.last.start, WINDOW)} as="clock" />
        </>
      ),
    },
    { head: t("admin.windows"), isNumber: true, cell: (stretch) => format.number(stretch.windows.length) },
    {
      head: t("admin.column.state"),
      cell: ({ first }) => <Tag tone={tones[first.state]}>{t(`admin.window.${first.state}`)}</Tag>,
    },
    {
      head: t("admin.cause"),
      cell: ({ first }) => (first.failureCode ? sentence({ code: first.failureCode }) : <Nothing />),
    },
    {
      head: t("admin.finished"),
      isNumber: true,
      cell: ({ last }) => (last.finishedAt ? <Time at={last.finishedAt} as="clock" /> : <Nothing />),
    },
  ];
  return (
    <div className="-mx-5 mt-4 -mb-5 border-t border-line">
      <Table
        caption={t("admin.troubled", { cluster: clusterName })}
        columns={columns}
        rows={stretchesOf(windows)}
        keyOf={(stretch) => String(stretch.first.start.getTime())}
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

type Stretch = { windows: CollectionWindow[]; first: CollectionWindow; last: CollectionWindow };

/** Windows in trouble of the same kind and cause that follow each other, as one. */
function stretchesOf(windows: CollectionWindow[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const window of windows.filter(isTrouble)) {
    const open = stretches.at(-1);
    const follows =
      open?.last.state === window.state &&
      open.last.failureCode === window.failureCode &&
      window.start.getTime() - open.last.start.getTime() === WINDOW;
    if (open && follows) {
      open.windows.push(window);
      open.last = window;
    } else stretches.push({ windows: [window], first: window, last: window });
  }
  return stretches.reverse();
}
