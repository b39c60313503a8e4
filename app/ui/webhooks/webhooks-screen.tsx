import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import {
  endpointName,
  endpointState,
  ENDPOINTS_PER_MEMBER,
  type WebhookEndpoint,
} from "~/domain/webhooks/endpoints/webhook-endpoint";
import { LinkButton } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { EmptyState } from "~/ui/kit/empty-state";
import { useFormat } from "~/ui/kit/format";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import { EndpointTag, Hears } from "./endpoint-state";

export type WebhooksScreenProps = { endpoints: WebhookEndpoint[] };

/** Every address that a member wants to be told at. */
export function WebhooksScreen({ endpoints }: WebhooksScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = (
    <LinkButton to={paths.newWebhook} tone="primary" icon="plus">
      {t("webhooks.add")}
    </LinkButton>
  );
  const isFull = endpoints.length >= ENDPOINTS_PER_MEMBER;
  return (
    <>
      <PageHead
        title={t("webhooks.title")}
        lead={t("webhooks.lead")}
        actions={endpoints.length > 0 && !isFull && add}
      />
      {isFull && (
        <p className="mb-4 max-w-prose text-sm text-soft">
          {t("webhooks.limit", { n: format.number(endpoints.length) })}
        </p>
      )}
      <Panel flush>
        <Table
          caption={t("webhooks.title")}
          columns={useColumns()}
          rows={endpoints}
          keyOf={(endpoint) => endpoint.id}
          empty={
            <EmptyState title={t("webhooks.none")} action={add}>
              {t("webhooks.noneText")}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

function useColumns(): Column<WebhookEndpoint>[] {
  const { t } = useTranslation();
  return [
    {
      head: t("webhooks.column.endpoint"),
      isName: true,
      cell: (endpoint) => (
        <span className="grid gap-0.5">
          <Link
            to={paths.webhook(endpoint.id)}
            prefetch="intent"
            className="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            <bdi>{endpointName(endpoint)}</bdi>
          </Link>
          <span className="font-normal text-faint">
            <Code>{endpoint.url}</Code>
          </span>
        </span>
      ),
    },
    { head: t("webhooks.column.hears"), cell: (endpoint) => <Hears {...endpoint} /> },
    { head: t("webhooks.column.state"), cell: (endpoint) => <EndpointTag state={endpointState(endpoint)} /> },
    { head: t("webhooks.column.added"), isNumber: true, cell: ({ createdAt }) => <Time at={createdAt} as="date" /> },
  ];
}
