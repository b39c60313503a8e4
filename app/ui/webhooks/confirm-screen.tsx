import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Problem } from "~/ui/view-models";

type ConfirmProps = { endpointId: WebhookEndpointId; name: string };

/** Asks before a new secret takes the place of the one that programs know. */
export function RollSecretScreen({
  endpointId,
  name,
  replaces,
  problem,
}: ConfirmProps & { replaces: string; problem?: Problem }) {
  const { t } = useTranslation();
  return (
    <Confirm
      endpointId={endpointId}
      name={name}
      title={t("webhooks.roll")}
      lead={t("webhooks.rollLead", { name })}
      text={t("webhooks.rollText")}
      problem={problem}
    >
      <ActionButton
        action={paths.webhookSecret(endpointId)}
        fields={{ replaces }}
        tone="primary"
        busy={t("webhooks.rolling")}
      >
        {t("webhooks.roll")}
      </ActionButton>
    </Confirm>
  );
}

/** Asks before an endpoint is gone. */
export function DeleteWebhookScreen({ endpointId, name }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Confirm
      endpointId={endpointId}
      name={name}
      title={t("webhooks.deleteTitle", { name })}
      text={t("webhooks.deleteText")}
    >
      <ActionButton action={paths.deleteWebhook(endpointId)} tone="danger" busy={t("webhooks.deleting")}>
        {t("webhooks.delete")}
      </ActionButton>
    </Confirm>
  );
}

type Asked = ConfirmProps & { title: string; lead?: string; text: string; problem?: Problem; children: ReactNode };

function Confirm({ endpointId, name, title, lead, text, problem, children }: Asked) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        back={<BackLink to={paths.webhook(endpointId)}>{name}</BackLink>}
        title={<bdi>{title}</bdi>}
        lead={lead}
      />
      <div className="grid max-w-3xl gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <Panel>
          <p className="max-w-prose text-pretty">{text}</p>
          <div className="mt-5 flex flex-wrap gap-2">
            {children}
            <LinkButton to={paths.webhook(endpointId)} tone="plain">
              {t("webhooks.cancel")}
            </LinkButton>
          </div>
        </Panel>
      </div>
    </>
  );
}
