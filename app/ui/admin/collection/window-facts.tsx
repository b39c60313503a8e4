import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { useSentence } from "~/ui/kit/sentence";
import { Time } from "~/ui/kit/time";
import type { CollectionWindow } from "./collection-window";

/** Everything that is known of one window. */
export function WindowFacts({ window }: { window: CollectionWindow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
      <dt className="text-soft">{t("admin.windowStart")}</dt>
      <dd>
        <Time at={window.start} />
      </dd>
      <dt className="text-soft">{t("admin.column.state")}</dt>
      <dd>
        {t(`admin.window.${window.state}`)}
        {window.failureCode && (
          <span className="block text-sm text-soft">{sentence({ code: window.failureCode })}</span>
        )}
      </dd>
      <dt className="text-soft">{t("admin.finished")}</dt>
      <dd>{window.finishedAt ? <Time at={window.finishedAt} /> : t("admin.never")}</dd>
      {window.attempts !== undefined && (
        <>
          <dt className="text-soft">{t("admin.attempts")}</dt>
          <dd>{format.number(window.attempts)}</dd>
        </>
      )}
      {window.seen !== undefined && (
        <>
          <dt className="text-soft">{t("admin.seenServers")}</dt>
          <dd>
            {t("admin.seenOf", { n: format.number(window.seen), nobody: format.number(window.unattributed ?? 0) })}
          </dd>
        </>
      )}
    </dl>
  );
}
