import { useRevalidator } from "@remix-run/react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { RefreshWithoutScript } from "~/ui/kit/live/live";
import { Money } from "~/ui/kit/money";
import { Notice, Reference, type NoticeTone } from "~/ui/kit/notice";
import { PageHead } from "~/ui/kit/panel";
import type { PurchaseItem, PurchaseState } from "~/ui/view-models";

export type PurchaseReturnScreenProps = { currency: string; purchase: PurchaseItem; balance?: bigint };

const tones = {
  created: "info",
  open: "info",
  paid: "good",
  expired: "warning",
  failed: "danger",
  quarantined: "warning",
} as const satisfies Record<PurchaseState, NoticeTone>;

/** Back from the payment page: what came of it. The payment is confirmed beside this page, so it may take a moment. */
export function PurchaseReturnScreen({ currency, purchase, balance }: PurchaseReturnScreenProps) {
  const { t } = useTranslation();
  const isWaiting = purchase.state === "created" || purchase.state === "open";
  useAskAgain(isWaiting);
  return (
    <div className="max-w-2xl">
      <PageHead title={t("billing.returnTitle")} lead={<Money amount={purchase.amount} currency={currency} />} />
      {isWaiting && <RefreshWithoutScript seconds={3} />}
      <div role="status" className="grid gap-4">
        <Notice tone={tones[purchase.state]} title={t(`billing.returned.${purchase.state}`)}>
          {t(`billing.returnedText.${purchase.state}`)}
        </Notice>
        {purchase.state === "paid" && balance !== undefined && (
          <p className="text-lg">
            {t("billing.newBalance")} <Money amount={balance} currency={currency} />
          </p>
        )}
      </div>
      <div className="mt-6 flex flex-wrap gap-2">
        <NextSteps state={purchase.state} />
      </div>
      {purchase.state !== "paid" && (
        <div className="mt-6 border-t border-line pt-4">
          <Reference id={purchase.id} />
        </div>
      )}
    </div>
  );
}

function NextSteps({ state }: { state: PurchaseState }): ReactNode {
  const { t } = useTranslation();
  const toBilling = (
    <LinkButton to={paths.billing} tone={state === "paid" ? "quiet" : "primary"}>
      {t(state === "expired" || state === "failed" ? "billing.tryAgain" : "billing.toBilling")}
    </LinkButton>
  );
  if (state !== "paid") return toBilling;
  return (
    <>
      <LinkButton to={paths.newEnvironment} tone="primary" icon="plus">
        {t("environments.launch")}
      </LinkButton>
      {toBilling}
    </>
  );
}

/** While the confirmation is on its way the page asks for it, every two seconds. */
function useAskAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(revalidate, 2000);
    return () => clearInterval(timer);
  }, [isWaiting, revalidate]);
}
