import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { Notice } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import type { EnvironmentItem } from "~/ui/view-models";

/** The state in a sentence, with its cause and what can be done; nothing where the pill has said it all. */
export function StatusNotice({ environment }: { environment: EnvironmentItem }) {
  const sentence = useSentence();
  const { state, reason, hubReachable } = environment;
  const why = reason && sentence(reason);
  if (!hubReachable) return <HubDown environment={environment} />;
  if (state === "failed") return <Failed why={why} />;
  if (state === "stopped") return <Stopped why={why} />;
  return why ? <Notice title={why} /> : null;
}

function HubDown({ environment }: { environment: EnvironmentItem }) {
  const { t } = useTranslation();
  return (
    <Notice tone="danger" title={t("environments.hubDown", { cluster: environment.clusterName })}>
      {t(environment.state === "running" ? "environments.hubDownRunning" : "environments.hubDownResting")}
    </Notice>
  );
}

function Failed({ why }: { why?: string }) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="danger"
      title={t("environments.failedTitle")}
      action={
        <LinkButton to={paths.newEnvironment} size="sm">
          {t("environments.otherSize")}
        </LinkButton>
      }
    >
      {why && <p>{why}</p>}
      <p>{t("environments.failedText")}</p>
    </Notice>
  );
}

function Stopped({ why }: { why?: string }) {
  const { t } = useTranslation();
  return (
    <Notice title={t("environments.stoppedTitle")}>
      {why && <p>{why}</p>}
      <p>{t("environments.stoppedText")}</p>
    </Notice>
  );
}
