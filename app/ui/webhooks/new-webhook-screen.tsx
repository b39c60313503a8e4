import { useTranslation } from "react-i18next";
import type { WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { Checkbox } from "~/ui/kit/forms/checkbox";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Problem } from "~/ui/view-models";
import { EndpointForm, type Typed } from "./endpoint-form";

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
      <PageHead
        back={<BackLink to={paths.accountWebhooks}>{t("webhooks.title")}</BackLink>}
        title={t("webhooks.add")}
        lead={t("webhooks.addLead")}
      />
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
              <Checkbox
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
