import { useTranslation } from "react-i18next";
import type { EnvironmentId, WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Notice, NoticeList } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import { Time } from "~/ui/kit/time";
import type { Sentence } from "~/ui/view-models";

/** Something that waits for the member; the most urgent first. */
export type Attention =
  | { kind: "creditEmpty" }
  | { kind: "creditNearlyEmpty"; balance: bigint; hoursLeft?: number }
  | { kind: "startFailed"; environmentId: EnvironmentId; name: string; reason?: Sentence }
  | { kind: "hubDown"; clusterName: string; since?: Date }
  | { kind: "purchaseFailed" }
  | ({ kind: "lookedAt" } & ImpersonationNotice)
  | { kind: "webhookOff"; endpointId: WebhookEndpointId; name: string; reason?: Sentence };

/** An admin has looked at the portal as this member; told until it is put away. */
export type ImpersonationNotice = { id: string; at: Date; adminName: string; reason: string };

export function Alerts({ attention, currency }: { attention: Attention[]; currency: string }) {
  const { t } = useTranslation();
  if (attention.length === 0) return null;
  return (
    <NoticeList label={t("shell.dashboard.needsMe")}>
      {attention.map((one, index) => (
        <li key={`${one.kind}-${index}`}>
          <AttentionNotice attention={one} currency={currency} />
        </li>
      ))}
    </NoticeList>
  );
}

function AttentionNotice({ attention, currency }: { attention: Attention; currency: string }) {
  const { t } = useTranslation();
  switch (attention.kind) {
    case "creditEmpty":
      return (
        <Notice isRow tone="danger" title={t("shell.dashboard.creditEmpty")} action={<BuyCredit />}>
          {t("shell.dashboard.creditEmptyText")}
        </Notice>
      );
    case "creditNearlyEmpty":
      return <NearlyEmpty balance={attention.balance} hoursLeft={attention.hoursLeft} currency={currency} />;
    case "startFailed":
      return <StartFailed failure={attention} />;
    case "hubDown":
      return (
        <Notice isRow tone="danger" title={t("shell.dashboard.hubDown", { cluster: attention.clusterName })}>
          {t("shell.dashboard.hubDownText")}
        </Notice>
      );
    case "purchaseFailed":
      return (
        <Notice isRow tone="warning" title={t("shell.dashboard.purchaseFailed")} action={<BuyCredit />}>
          {t("shell.dashboard.purchaseFailedText")}
        </Notice>
      );
    case "lookedAt":
      return <LookedAt impersonation={attention} />;
    case "webhookOff":
      return <WebhookOff webhook={attention} />;
  }
}

function LookedAt({ impersonation: { id, at, adminName, reason } }: { impersonation: ImpersonationNotice }) {
  const { t } = useTranslation();
  const putAway = (
    <ActionButton action={paths.dismissImpersonationNotice(id)} size="sm" busy={t("impersonation.seeing")}>
      {t("impersonation.seen")}
    </ActionButton>
  );
  return (
    <Notice isRow title={t("impersonation.lookedAt", { admin: adminName })} action={putAway}>
      <Time at={at} /> · {t("impersonation.lookedAtText", { reason: `\u2068${reason}\u2069` })}
    </Notice>
  );
}

function NearlyEmpty({ balance, hoursLeft, currency }: { balance: bigint; hoursLeft?: number; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = { balance: format.money(balance, currency) };
  return (
    <Notice isRow tone="warning" title={t("shell.dashboard.creditLow", left)} action={<BuyCredit />}>
      {hoursLeft === undefined
        ? t("shell.dashboard.creditLowText")
        : t("shell.dashboard.creditLowHours", {
            count: Math.floor(hoursLeft),
            n: format.number(Math.floor(hoursLeft)),
          })}
    </Notice>
  );
}

function StartFailed({ failure }: { failure: Extract<Attention, { kind: "startFailed" }> }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const look = (
    <LinkButton to={paths.environment(failure.environmentId)} size="sm">
      {t("shell.dashboard.look")}
    </LinkButton>
  );
  return (
    <Notice isRow tone="danger" title={t("shell.dashboard.startFailed", { name: failure.name })} action={look}>
      {failure.reason && sentence(failure.reason)}
    </Notice>
  );
}

function WebhookOff({ webhook }: { webhook: Extract<Attention, { kind: "webhookOff" }> }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const look = (
    <LinkButton to={paths.webhook(webhook.endpointId)} size="sm">
      {t("shell.dashboard.webhookLook")}
    </LinkButton>
  );
  return (
    <Notice isRow tone="warning" title={t("shell.dashboard.webhookOff", { name: webhook.name })} action={look}>
      {webhook.reason && sentence(webhook.reason)}
    </Notice>
  );
}

function BuyCredit() {
  const { t } = useTranslation();
  return (
    <LinkButton to={paths.billing} size="sm">
      {t("shell.dashboard.buyCredit")}
    </LinkButton>
  );
}
