import { useTranslation } from "react-i18next";
import type { WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { AccountTabs } from "../account/account-tabs";
import { LinkButton } from "../kit/button";
import { CopyButton } from "../kit/copy-button";
import { Notice } from "../kit/notice";
import { PageHead, Panel } from "../kit/panel";
import { Verify } from "./verify";

export type SecretScreenProps = { endpointId: WebhookEndpointId; secret: string; isRolled?: boolean };

/** A signing secret, said this once: it is part of no address, and a reload does not bring it back. */
export function SecretScreen({ endpointId, secret, isRolled = false }: SecretScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t(isRolled ? "webhooks.rolled" : "webhooks.created")}
        lead={isRolled && t("webhooks.rolledText")}
      />
      <AccountTabs />
      <div className="grid max-w-4xl gap-6">
        <Panel title={t("webhooks.secret")}>
          <div className="grid gap-4">
            <p className="flex items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2.5">
              <bdi dir="ltr" className="min-w-0 flex-1 font-mono text-sm break-all select-all">
                {secret}
              </bdi>
              <CopyButton text={secret} label={t("webhooks.copySecret")} />
            </p>
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
