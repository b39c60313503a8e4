import { useTranslation } from "react-i18next";
import type { EndpointState } from "~/domain/webhooks/endpoints/webhook-endpoint";
import { EVERYTHING } from "~/domain/webhooks/endpoints/webhook-events";
import { useFormat } from "~/ui/kit/format";
import { Tag } from "~/ui/kit/tag";

const tones = { live: "good", failing: "warn", paused: "neutral", disabled: "bad" } as const;

/** Whether an endpoint is told of anything. */
export function EndpointTag({ state }: { state: EndpointState }) {
  const { t } = useTranslation();
  return <Tag tone={tones[state]}>{t(`webhooks.state.${state}`)}</Tag>;
}

/** What an endpoint hears, in a few words. */
export function Hears({ events, hearsEverybody }: { events: readonly string[]; hearsEverybody: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {events.includes(EVERYTHING)
        ? t("webhooks.everything")
        : t("webhooks.events", { count: events.length, n: format.number(events.length) })}
      {hearsEverybody && <Tag>{t("webhooks.everybody")}</Tag>}
    </span>
  );
}
