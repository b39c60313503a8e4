import { useTranslation } from "react-i18next";
import { Code } from "~/ui/kit/code";
import { Icon } from "~/ui/kit/icon";
import { useSentence } from "~/ui/kit/sentence";
import { changesIn, type Change } from "./changes";

type Facts = Readonly<Record<string, unknown>>;

/** What a line changed, folded away until somebody wants to know. */
export function ChangeList({ before, after }: { before?: Facts; after?: Facts }) {
  const { t } = useTranslation();
  const changes = changesIn({ before, after });
  if (changes.length === 0) return null;
  return (
    <details className="mt-0.5 text-sm font-normal">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-soft underline decoration-line underline-offset-4 hover:decoration-accent">
        {t("activity.change")}
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {changes.map((change) => (
          <ChangeRow key={change.field} change={change} all={after ?? {}} />
        ))}
      </dl>
    </details>
  );
}

function ChangeRow({ change: { field, before, after }, all }: { change: Change; all: Facts }) {
  const { t, i18n } = useTranslation();
  const label = `activity.field.${field}`;
  const isKnown: boolean = /^\w+$/.test(field) && i18n.exists(label);
  return (
    <>
      <dt className="text-faint">{isKnown ? t(label as "activity.field.state") : <Code>{field}</Code>}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        {before !== undefined && (
          <>
            <del className="text-soft decoration-edge">
              <Value value={before} all={all} field={field} />
            </del>
            <Icon name="forward" className="size-3 self-center text-faint" />
          </>
        )}
        <ins className="no-underline">
          <Value value={after} all={all} field={field} />
        </ins>
      </dd>
    </>
  );
}

/** A reason is a code whose sentence the portal has; everything else says itself. */
function Value({ value, field, all }: { value: unknown; field: string; all: Facts }) {
  const { t, i18n } = useTranslation();
  const sentence = useSentence();
  if (isNothing(value)) return <>{t("activity.nothing")}</>;
  if (typeof value === "boolean") return <>{t(value ? "activity.yes" : "activity.no")}</>;
  if (typeof value !== "string")
    return <Code>{typeof value === "number" ? String(value) : JSON.stringify(value)}</Code>;
  if ((field === "reason" || field === "cause") && i18n.exists(`refusals.${value}`))
    return <>{sentence({ code: value, params: textsIn(all) })}</>;
  return <Code>{value}</Code>;
}

function isNothing(value: unknown): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}

function textsIn(facts: Facts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
}
