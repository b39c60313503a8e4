import { useTranslation } from "react-i18next";
import { Notice } from "../kit/notice";
import { useSentence } from "../kit/sentence";
import { RelativeTime } from "../kit/time";
import type { EnvironmentItem } from "../shapes";

/** The state in a sentence, with its cause and what can be done; nothing where the pill has said it all. */
export function WhatIsSo({ environment }: { environment: EnvironmentItem }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const reason = environment.reason && sentence(environment.reason);
  const name = { cluster: environment.clusterName };
  if (!environment.hubReachable) {
    return (
      <Notice tone="danger" title={t("environments.hubDown", name)}>
        {t(environment.state === "running" ? "environments.hubDownRunning" : "environments.hubDownResting")}
      </Notice>
    );
  }
  if (environment.state === "failed") {
    return (
      <Notice tone="danger" title={t("environments.failedTitle")}>
        {reason && <p>{reason}</p>}
        <p>{t("environments.failedText")}</p>
      </Notice>
    );
  }
  if (environment.state === "stopped") {
    return (
      <Notice title={t("environments.stoppedTitle")}>
        {reason && <p>{reason}</p>}
        <p>{t("environments.stoppedText")}</p>
      </Notice>
    );
  }
  if (environment.state === "running" && environment.idleSince) {
    return (
      <Notice tone="warning" title={t("environments.idleTitle")}>
        {t("environments.unusedSince")} <RelativeTime at={environment.idleSince} />. {t("environments.idleText")}
      </Notice>
    );
  }
  return reason ? <Notice title={reason} /> : null;
}
