import { useTranslation } from "react-i18next";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { Code } from "~/ui/kit/code";
import { Nothing } from "~/ui/kit/table";
import { Tag } from "~/ui/kit/tag";
import { useActivityWords } from "./activity-words";

/** What happened, in a sentence; for whom, where an admin acted as somebody; and how it ended, where it did not go well. */
export function WhatHappened({ line }: { line: ActivityLine }) {
  const { t } = useTranslation();
  const { sentence, nameOf } = useActivityWords();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="font-medium text-pretty">{sentence(line)}</span>
      {line.onBehalfOf && !line.action.startsWith("acting.") && (
        <Tag tone="info">{t("activity.impersonatedId", { member: nameOf(line.onBehalfOf) })}</Tag>
      )}
      {line.outcome !== "success" && (
        <Tag tone={line.outcome === "failed" ? "bad" : "warn"}>{t(`activity.outcome.${line.outcome}`)}</Tag>
      )}
    </span>
  );
}

/** The address it came from and the key that was used. */
export function FromWhere({ line }: { line: ActivityLine }) {
  const { t } = useTranslation();
  if (!line.address && !line.key) return <Nothing />;
  return (
    <span>
      {line.address && <Code>{line.address}</Code>}
      {line.key && (
        <span className="block text-xs text-faint">
          {line.key.name ? t("activity.withKey", { name: `\u2068${line.key.name}\u2069` }) : t("activity.removedKey")}
        </span>
      )}
    </span>
  );
}
