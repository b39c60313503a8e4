import { useTranslation } from "react-i18next";
import type { WebhookDeliveryId, WebhookEndpointId } from "~/core/id";
import { paths } from "~/core/paths";
import type { DeliveryState, WebhookAttempt } from "~/domain/webhooks/deliveries/webhook-delivery";
import { isWebhookEvent, TEST_EVENT } from "~/domain/webhooks/endpoints/webhook-events";
import { ActionButton } from "~/ui/kit/forms/button";
import { EmptyState } from "~/ui/kit/empty-state";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { Pager } from "~/ui/kit/pager";
import { Panel } from "~/ui/kit/panel";
import { useSentence } from "~/ui/kit/sentence";
import { Tag } from "~/ui/kit/tag";
import { RelativeTime, Time } from "~/ui/kit/time";
import type { Pages } from "~/ui/view-models";
import { wordsOf } from "./event-picker";
import { Block } from "./verify";

export type DeliveryLine = {
  id: WebhookDeliveryId;
  event: string;
  state: DeliveryState;
  createdAt: Date;
  /** The body, as it is sent but for its line breaks. */
  body: string;
  attempts: WebhookAttempt[];
};

export type DeliveriesProps = {
  endpointId: WebhookEndpointId;
  deliveries: DeliveryLine[];
  /** The one that is open from the start. */
  opened?: string;
  canSend: boolean;
  pages: Pages;
};

/** What was sent, newest first; each opens in its place. */
export function Deliveries({ endpointId, deliveries, opened, canSend, pages }: DeliveriesProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t("webhooks.deliveries")} flush>
      {deliveries.length === 0 ? (
        <EmptyState title={t("webhooks.noDeliveries")}>{t("webhooks.noDeliveriesText")}</EmptyState>
      ) : (
        <ul className="border-t border-line">
          {deliveries.map((delivery) => (
            <li key={delivery.id} className="border-line not-last:border-b">
              <details open={delivery.id === opened} className="group">
                <Summary delivery={delivery} />
                <Inside endpointId={endpointId} delivery={delivery} canSend={canSend} />
              </details>
            </li>
          ))}
        </ul>
      )}
      <Pager pages={pages} label={t("webhooks.pages")} />
    </Panel>
  );
}

const tones = { waiting: "info", delivered: "good", failed: "bad" } as const satisfies Record<DeliveryState, string>;

function Summary({ delivery: { event, state, createdAt, attempts } }: { delivery: DeliveryLine }) {
  const { t } = useTranslation();
  const last = attempts.at(-1);
  return (
    <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 text-sm hover:bg-canvas/60 [&::-webkit-details-marker]:hidden">
      <Icon name="chevron" className="size-4 text-faint transition-transform group-open:rotate-180" />
      <span className="min-w-48 flex-1 font-medium">
        {isWebhookEvent(event) || event === TEST_EVENT ? t(wordsOf(event)) : <bdi dir="ltr">{event}</bdi>}
      </span>
      <Tag tone={tones[state]}>{t(`webhooks.delivery.${state}`)}</Tag>
      {last && <Met attempt={last} />}
      <span className="text-faint">
        <RelativeTime at={createdAt} />
      </span>
    </summary>
  );
}

/** What an attempt came to, and how long that took. */
function Met({ attempt: { status, latencyMs } }: { attempt: WebhookAttempt }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="text-soft">
      {status === null ? t("webhooks.noAnswer") : <bdi className="font-mono text-xs">{status}</bdi>} ·{" "}
      {t("webhooks.ms", { n: format.number(latencyMs) })}
    </span>
  );
}

type InsideProps = Pick<DeliveriesProps, "endpointId" | "canSend"> & { delivery: DeliveryLine };

function Inside({ endpointId, delivery, canSend }: InsideProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 px-5 pt-1 pb-5 text-sm">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <section className="grid min-w-0 gap-2">
          <h3 className="font-semibold">{t("webhooks.payload")}</h3>
          <Block text={delivery.body} />
        </section>
        <section className="grid min-w-0 gap-2">
          <h3 className="font-semibold">{t("webhooks.attempts")}</h3>
          {delivery.attempts.length === 0 && <p className="text-soft">{t("webhooks.noAttempts")}</p>}
          <ol className="grid gap-3">
            {delivery.attempts.toReversed().map((attempt, index) => (
              <Attempt key={attempt.at.getTime()} attempt={attempt} n={delivery.attempts.length - index} />
            ))}
          </ol>
        </section>
      </div>
      {canSend && (
        <ActionButton action={paths.resendWebhook(endpointId, delivery.id)} size="sm" busy={t("webhooks.resending")}>
          {t("webhooks.resend")}
        </ActionButton>
      )}
    </div>
  );
}

function Attempt({ attempt, n }: { attempt: WebhookAttempt; n: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  return (
    <li className="grid gap-1.5">
      <p className="flex flex-wrap gap-x-3 text-soft">
        <span className="font-medium text-ink">{t("webhooks.attempt", { n: format.number(n) })}</span>
        <Met attempt={attempt} />
        <Time at={attempt.at} />
      </p>
      {attempt.failureCode && <p>{sentence({ code: attempt.failureCode })}</p>}
      {attempt.status !== null &&
        (attempt.answer ? <Block text={attempt.answer} /> : <p className="text-faint">{t("webhooks.emptyAnswer")}</p>)}
    </li>
  );
}
