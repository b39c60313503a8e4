import { useTranslation } from "react-i18next";
import type { WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { AccountTabs } from "../account/account-tabs";
import { PageHead, Panel } from "../kit/panel";
import type { Problem } from "../shapes";
import { CheckBox } from "./check-box";
import { EndpointForm, type Typed } from "./endpoint-form";
import { WayBack } from "./way-back";

export type NewWebhookScreenProps = {
  /** The id that the endpoint will have: the form sent twice adds one. */
  endpointId: WebhookEndpointId;
  isAdmin: boolean;
  values?: Typed;
  problem?: Problem;
};

/** A new address to be told at. */
export function NewWebhookScreen({ endpointId, isAdmin, values, problem }: NewWebhookScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead back={<WayBack>{t("webhooks.back")}</WayBack>} title={t("webhooks.add")} lead={t("webhooks.addLead")} />
      <AccountTabs />
      <div className="max-w-4xl">
        <Panel>
          <EndpointForm
            action={paths.newWebhook}
            withInstallation={isAdmin}
            values={values}
            problem={problem}
            words={{ submit: t("webhooks.add"), busy: t("webhooks.adding") }}
          >
            <input type="hidden" name="endpointId" value={endpointId} />
            {isAdmin && (
              <CheckBox
                name="hearsEverybody"
                label={t("webhooks.form.everybody")}
                hint={t("webhooks.form.everybodyHint")}
                defaultChecked={values?.["hearsEverybody"] !== undefined}
              />
            )}
          </EndpointForm>
        </Panel>
      </div>
    </>
  );
}
