import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { MeterBar } from "~/ui/kit/meter";
import { Panel } from "~/ui/kit/panel";

/** Calls of the running minute, by all of a member's programs together. */
export type CallsOfMinute = { limit: number; remaining: number };

/** How much of what programs may ask in a minute is used. */
export function CallMeter({ limit, remaining }: CallsOfMinute) {
  const { t } = useTranslation();
  const format = useFormat();
  const used = limit - remaining;
  const share = used / limit;
  const text = t("keys.callsUsed", { used: format.number(used), limit: format.number(limit) });
  return (
    <Panel title={t("keys.calls")}>
      <p className="mb-2">{text}</p>
      <MeterBar
        label={t("keys.calls")}
        share={share}
        tone={remaining === 0 ? "bad" : share > 0.8 ? "warn" : "accent"}
        text={text}
      />
      <p className="mt-4 text-soft">{t("keys.callsText")}</p>
    </Panel>
  );
}
