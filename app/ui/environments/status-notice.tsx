import { useTranslation } from "react-i18next";
import type { EnvironmentId } from "~/core/id";
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
  if (state === "failed") return <Failed id={environment.id} why={why} />;
  if (state === "stopped") return <Stopped id={environment.id} why={why} />;
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

type Resting = { id: EnvironmentId; why: string | undefined };

function OtherSize({ id }: Pick<Resting, "id">) {
  const { t } = useTranslation();
  return (
    <LinkButton to={paths.launchAgain(id)} size="sm">
      {t("environments.otherSize")}
    </LinkButton>
  );
}

function Failed({ id, why }: Resting) {
  const { t } = useTranslation();
  return (
    <Notice tone="danger" title={t("environments.failedTitle")} action={<OtherSize id={id} />}>
      {why && <p>{why}</p>}
      <p>{t("environments.failedText")}</p>
    </Notice>
  );
}

function Stopped({ id, why }: Resting) {
  const { t } = useTranslation();
  return (
    <Notice title={t("environments.stoppedTitle")} action={<OtherSize id={id} />}>
      {why && <p>{why}</p>}
      <p>{t("environments.stoppedText")}</p>
    </Notice>
  );
}
