import { useTranslation } from "react-i18next";
import { endpointState, type WebhookEndpoint } from "~/domain/webhooks/endpoints/webhook-endpoint";
import { Notice } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import { Time } from "~/ui/kit/time";

/** Why an endpoint is told of nothing, or soon may not be. */
export function EndpointNotices({ endpoint, isAdmin }: { endpoint: WebhookEndpoint; isAdmin: boolean }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { disabledReason, failingSince, hearsEverybody } = endpoint;
  const state = endpointState(endpoint);
  return (
    <>
      {hearsEverybody && !isAdmin && (
        <Notice tone="warning" title={t("webhooks.noLongerAdmin")}>
          {t("webhooks.noLongerAdminText")}
        </Notice>
      )}
      {state === "disabled" && disabledReason && (
        <Notice tone="danger" title={t("webhooks.disabled")}>
          {sentence({ code: disabledReason })}
        </Notice>
      )}
      {state === "paused" && <Notice title={t("webhooks.paused")}>{t("webhooks.pausedText")}</Notice>}
      {state === "failing" && failingSince && (
        <Notice tone="warning" title={t("webhooks.failing")}>
          {t("webhooks.failingSince")} <Time at={failingSince} />. {t("webhooks.failingText")}
        </Notice>
      )}
    </>
  );
}
