import { useTranslation } from "react-i18next";
import { PlainLinkButton } from "~/ui/kit/forms/button";
import { Money } from "~/ui/kit/money";
import { Panel } from "~/ui/kit/panel";
import { Tag, type TagTone } from "~/ui/kit/tag";
import { Time } from "~/ui/kit/time";
import type { PurchaseItem, PurchaseState } from "~/ui/view-models";

const tones = {
  created: "info",
  open: "info",
  paid: "good",
  expired: "neutral",
  failed: "bad",
  quarantined: "warn",
} as const satisfies Record<PurchaseState, TagTone>;

/** Payments that are under way or did not end well; the others are lines of the statement. */
export function Purchases({ purchases, currency }: { purchases: PurchaseItem[]; currency: string }) {
  const { t } = useTranslation();
  if (purchases.length === 0) return null;
  return (
    <Panel title={t("billing.purchases")} flush>
      <ul>
        {purchases.map((purchase) => (
          <li key={purchase.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-5 py-3">
            <span className="w-24 font-semibold">
              <Money amount={purchase.amount} currency={currency} />
            </span>
            <Tag tone={tones[purchase.state]}>{t(`billing.purchaseState.${purchase.state}`)}</Tag>
            <span className="min-w-48 flex-1 text-sm text-soft">
              {t(`billing.purchaseText.${purchase.state}`)}{" "}
              <span className="text-faint">
                · <Time at={purchase.createdAt} />
              </span>
            </span>
            {purchase.state === "open" && purchase.checkoutUrl && (
              <PlainLinkButton href={purchase.checkoutUrl} size="sm">
                {t("billing.payNow")}
              </PlainLinkButton>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
