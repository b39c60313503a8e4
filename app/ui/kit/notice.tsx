import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../shapes";
import { CopyButton } from "./copy-button";
import { Icon } from "./icon";
import { useSentence } from "./sentence";

export type NoticeTone = "info" | "good" | "warning" | "danger";

const looks = {
  info: { box: "border-info/30 bg-info-wash", ink: "text-info", icon: "info" },
  good: { box: "border-good/30 bg-good-wash", ink: "text-good", icon: "done" },
  warning: { box: "border-warn/30 bg-warn-wash", ink: "text-warn", icon: "warning" },
  danger: { box: "border-bad/30 bg-bad-wash", ink: "text-bad", icon: "danger" },
} as const;

export type NoticeProps = { tone?: NoticeTone; title: ReactNode; children?: ReactNode; action?: ReactNode; urgent?: boolean };

/** Something to know now: what is so, what follows from it, what to do. `urgent` interrupts a screen reader. */
export function Notice({ tone = "info", title, children, action, urgent = false }: NoticeProps) {
  const look = looks[tone];
  return (
    <div role={urgent ? "alert" : undefined} className={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border px-4 py-3 ${look.box}`}>
      <div className="flex min-w-60 flex-1 items-start gap-3">
        <Icon name={look.icon} className={`mt-0.5 size-5 ${look.ink}`} />
        <div className="min-w-0">
          <p className="font-semibold">{title}</p>
          {children && <div className="mt-0.5 text-sm text-soft">{children}</div>}
        </div>
      </div>
      {action}
    </div>
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
