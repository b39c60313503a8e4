import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "~/ui/view-models";
import { CopyButton } from "~/ui/kit/forms/copy-button";
import { Icon } from "./icon";
import { useSentence } from "./sentence";

export type NoticeTone = "info" | "good" | "warning" | "danger";

const looks = {
  info: { edge: "border-line", chip: "bg-info-wash text-info", icon: "info" },
  good: { edge: "border-good/50", chip: "bg-good-wash text-good", icon: "done" },
  warning: { edge: "border-warn/50", chip: "bg-warn-wash text-warn", icon: "warning" },
  danger: { edge: "border-bad/60", chip: "bg-bad-wash text-bad", icon: "danger" },
} as const;

export type NoticeProps = {
  tone?: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  urgent?: boolean;
  isRow?: boolean;
};

/** Something to know now: what is so, what follows from it, what to do. `urgent` interrupts a screen reader; `isRow`: among others in a list. */
export function Notice({ tone = "info", title, children, action, urgent = false, isRow = false }: NoticeProps) {
  const look = looks[tone];
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={`flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 ${isRow ? "" : `rounded-lg border bg-surface ${look.edge}`}`}
    >
      <div className="flex min-w-full flex-1 items-start gap-3.5 sm:min-w-60">
        <span className={`grid size-9 shrink-0 place-items-center rounded-md ${look.chip}`}>
          <Icon name={look.icon} />
        </span>
        <div className="min-w-0 self-center">
          <p className="font-semibold">{title}</p>
          {children && <div className="mt-0.5 text-sm text-soft">{children}</div>}
        </div>
      </div>
      {action && <div className="max-sm:ps-12.5">{action}</div>}
    </div>
  );
}

/** Several things to know, one under the other. */
export function NoticeList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {children}
    </ul>
  );
}

/** A refusal in the place where it was met. */
export function ProblemNotice({ problem, action }: { problem: Problem; action?: ReactNode }) {
  const sentence = useSentence();
  return (
    <Notice tone="danger" title={sentence(problem)} action={action} urgent>
      {problem.requestId && <Reference id={problem.requestId} />}
    </Notice>
  );
}

/** The id to give to whoever helps. */
export function Reference({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 text-sm text-soft">
      {t("shell.kit.reference")}
      <bdi dir="ltr" className="font-mono text-xs break-all">
        {id}
      </bdi>
      <CopyButton text={id} label={t("shell.kit.copyReference")} />
    </span>
  );
}
