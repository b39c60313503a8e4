import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/kit/icon";
import { useSentence } from "~/ui/kit/sentence";
import { StatusPill, statusOf } from "~/ui/kit/status-pill";
import type { EnvironmentItem } from "~/ui/view-models";

/** The state, and below it why. */
export function StatusWords({ environment }: { environment: EnvironmentItem }) {
  return (
    <div className="grid content-start justify-items-start gap-1 cards:justify-items-end">
      <StatusPill status={statusOf(environment)} />
      <StatusNotes environment={environment} />
    </div>
  );
}

/** Why it is in its state; a hub that does not answer is said beside the last state that is known. */
export function StatusNotes({ environment }: { environment: EnvironmentItem }) {
  const sentence = useSentence();
  const { t } = useTranslation();
  return (
    <>
      {!environment.hubReachable && (
        <span className="flex items-center gap-1 text-xs text-bad">
          <Icon name="danger" className="size-3.5" />
          {t("environments.hubSilent")}
        </span>
      )}
      {environment.reason && <span className="max-w-72 text-xs text-soft">{sentence(environment.reason)}</span>}
    </>
  );
}
