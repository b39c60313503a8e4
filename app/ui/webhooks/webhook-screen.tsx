import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { endpointName, endpointState, type WebhookEndpoint } from "~/domain/webhooks/endpoints/webhook-endpoint";
import { BackLink } from "~/ui/kit/back-link";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { RefreshWithoutScript, useLive } from "~/ui/kit/live/live";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Pages, Problem } from "~/ui/view-models";
import { Deliveries, type DeliveryLine } from "./deliveries";
import { EndpointForm, type Typed } from "./endpoint-form";
import { EndpointNotices } from "./endpoint-notices";
import { EndpointTag, Hears } from "./endpoint-state";
import { Verify } from "./verify";

export type WebhookScreenProps = {
  endpoint: WebhookEndpoint;
  isAdmin: boolean;
  deliveries: DeliveryLine[];
  pages: Pages;
  opened?: string;
  /** Says when something was sent; there while something waits. */
  liveUrl?: string;
  isSaved: boolean;
  /** What another button of the page was refused. */
  refusal?: Problem;
  values?: Typed;
  problem?: Problem;
};

/** One endpoint: whether it works, what was sent, and what it is told of. */
export function WebhookScreen(props: WebhookScreenProps) {
  const { endpoint, isAdmin, deliveries, pages, opened, liveUrl, refusal } = props;
  const { t } = useTranslation();
  useLive(liveUrl, () => true);
  const isEnabled = endpoint.disabledAt === null;
  return (
    <>
      {deliveries.some(({ state, attempts }) => state === "waiting" && attempts.length === 0) && isEnabled && (
        <RefreshWithoutScript seconds={3} />
      )}
      <PageHead
        back={<BackLink to={paths.accountWebhooks}>{t("webhooks.title")}</BackLink>}
        title={<bdi>{endpointName(endpoint)}</bdi>}
        lead={<Lead endpoint={endpoint} />}
        actions={<Actions endpoint={endpoint} />}
      />
      <div className="grid gap-6">
        {refusal && <ProblemNotice problem={refusal} />}
        <EndpointNotices endpoint={endpoint} isAdmin={isAdmin} />
        <Deliveries
          endpointId={endpoint.id}
          deliveries={deliveries}
          opened={opened}
          canSend={isEnabled}
          pages={pages}
        />
        <Settings {...props} />
        <Verify />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Secret endpoint={endpoint} />
          <Removal endpoint={endpoint} />
        </div>
      </div>
    </>
  );
}

function Lead({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <EndpointTag state={endpointState(endpoint)} />
      <Hears {...endpoint} />
      <Code>{endpoint.url}</Code>
    </span>
  );
}

function Actions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation();
  if (endpoint.disabledAt)
    return (
      <ActionButton action={paths.enableWebhook(endpoint.id)} tone="primary" busy={t("webhooks.enabling")}>
        {t("webhooks.enable")}
      </ActionButton>
    );
  return (
    <>
      <ActionButton action={paths.pauseWebhook(endpoint.id)} busy={t("webhooks.pausing")}>
        {t("webhooks.pause")}
      </ActionButton>
      <ActionButton action={paths.testWebhook(endpoint.id)} tone="primary" busy={t("webhooks.testing")}>
        {t("webhooks.test")}
      </ActionButton>
    </>
  );
}

function Settings({ endpoint, isSaved, values, problem }: WebhookScreenProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t("webhooks.settings")}>
      <div className="grid gap-5">
        {isSaved && !problem && <Notice tone="good" title={t("webhooks.form.saved")} />}
        <EndpointForm
          action={paths.webhook(endpoint.id)}
          endpoint={endpoint}
          withInstallation={endpoint.hearsEverybody}
          values={values}
          problem={problem}
          words={{ submit: t("webhooks.form.save"), busy: t("webhooks.form.saving") }}
        />
      </div>
    </Panel>
  );
}

function Secret({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("webhooks.secret")}>
      <p className="mb-4 max-w-prose text-pretty text-soft">{t("webhooks.secretGone")}</p>
      <LinkButton to={paths.webhookSecret(endpoint.id)}>{t("webhooks.roll")}</LinkButton>
    </Panel>
  );
}

function Removal({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("webhooks.removal")}>
      <p className="mb-4 max-w-prose text-pretty text-soft">{t("webhooks.deleteText")}</p>
      <LinkButton to={paths.deleteWebhook(endpoint.id)} tone="danger">
        {t("webhooks.delete")}
      </LinkButton>
    </Panel>
  );
}
