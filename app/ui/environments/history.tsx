import { useTranslation } from "react-i18next";
import { Money } from "~/ui/kit/money";
import { Panel } from "~/ui/kit/panel";
import { useSentence } from "~/ui/kit/sentence";
import { StatusPill, statusOf } from "~/ui/kit/status-pill";
import { EmptyState } from "~/ui/kit/empty-state";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Duration, Elapsed, Time } from "~/ui/kit/time";
import type { WorkloadState, Sentence } from "~/ui/view-models";

export type EventLine = { id: string; at: Date; state: WorkloadState; reason?: Sentence };

export type RunLine = {
  id: string;
  requestedAt: Date;
  /** What is billed begins here; absent when it never became ready. */
  startedAt?: Date;
  endedAt?: Date;
  endReason?: Sentence;
  /** Absent until it was measured for the first time. */
  cost?: bigint;
};

/** Every stretch that it ran, with its cost. */
export function HistoryOfRuns({ runs, currency }: { runs: RunLine[]; currency: string }) {
  const { t } = useTranslation();
  const columns: Column<RunLine>[] = [
    {
      head: t("environments.run.started"),
      isName: true,
      cell: (run) => <Time at={run.startedAt ?? run.requestedAt} />,
    },
    { head: t("environments.run.lasted"), isNumber: true, cell: (run) => <RunLength run={run} /> },
    { head: t("environments.run.end"), cell: (run) => <RunEnd run={run} /> },
    {
      head: t("environments.run.cost"),
      isNumber: true,
      cell: (run) => <RunCost run={run} currency={currency} />,
    },
  ];
  return (
    <Panel title={t("environments.runs")} flush>
      <Table
        caption={t("environments.runs")}
        columns={columns}
        rows={runs}
        keyOf={(run) => run.id}
        empty={<EmptyState title={t("environments.noRuns")} />}
      />
    </Panel>
  );
}

function RunLength({ run }: { run: RunLine }) {
  if (!run.startedAt) return <Nothing />;
  return run.endedAt ? (
    <Duration ms={run.endedAt.getTime() - run.startedAt.getTime()} />
  ) : (
    <Elapsed since={run.startedAt} everyMs={30_000} />
  );
}

function RunCost({ run, currency }: { run: RunLine; currency: string }) {
  const { t } = useTranslation();
  if (run.cost !== undefined) return <Money amount={run.cost} currency={currency} />;
  return run.startedAt ? (
    <span className="whitespace-normal text-faint">{t("environments.run.unmeasured")}</span>
  ) : (
    <Nothing />
  );
}

function RunEnd({ run }: { run: RunLine }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  if (!run.endedAt) return <>{t("environments.run.still")}</>;
  return <>{run.endReason ? sentence(run.endReason) : t("environments.run.ended")}</>;
}

/** What became of it, and why, newest first. */
export function HistoryOfEvents({ events }: { events: EventLine[] }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <Panel title={t("environments.events")}>
      {events.length === 0 && <p className="text-soft">{t("environments.noEvents")}</p>}
      <ol className="grid gap-3">
        {events.map((event) => (
          <li key={event.id} className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 text-sm">
            <span>
              <StatusPill status={statusOf({ state: event.state })} />
            </span>
            <span className="min-w-0">
              <span className="block text-faint">
                <Time at={event.at} />
              </span>
              {event.reason && <span className="text-soft">{sentence(event.reason)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
