import { useTranslation } from "react-i18next";
import type { WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { useBeginAtTop } from "~/ui/kit/live/begin-at-top";
import { LinkButton } from "~/ui/kit/forms/button";
import { CopyBox } from "~/ui/kit/forms/copy-box";
import { Notice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Verify } from "./verify";

export type SecretScreenProps = { endpointId: WebhookEndpointId; secret: string; isRolled?: boolean };

/** A signing secret, said this once: it is part of no address, and a reload does not bring it back. */
export function SecretScreen({ endpointId, secret, isRolled = false }: SecretScreenProps) {
  const { t } = useTranslation();
  useBeginAtTop();
  return (
    <>
      <PageHead
        title={t(isRolled ? "webhooks.rolled" : "webhooks.created")}
        lead={isRolled && t("webhooks.rolledText")}
      />
      <div className="grid max-w-4xl gap-6">
        <Panel title={t("webhooks.secret")}>
          <div className="grid gap-4">
            <CopyBox label={t("webhooks.yourSecret")} text={secret} copyLabel={t("webhooks.copySecret")} />
            <Notice tone="warning" title={t("webhooks.secretOnce")}>
              {t("webhooks.secretOnceText")}
            </Notice>
            <div>
              <LinkButton to={paths.webhook(endpointId)} tone="primary">
                {t("webhooks.toEndpoint")}
              </LinkButton>
            </div>
          </div>
        </Panel>
        <Verify />
      </div>
    </>
  );
}
