import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { Money } from "~/ui/kit/money";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Pages, Problem, PurchaseItem, StatementLine } from "~/ui/view-models";
import { BuyForm } from "./buy-form";
import { Purchases } from "./purchases";
import { Statement } from "./statement";

export type BillingScreenProps = {
  currency: string;
  balance: bigint;
  /** At the pace of the last days; absent where there was none. */
  lastsDays?: number;
  /** Chosen by the loader for this form, so that sending it twice buys once. */
  purchaseKey: string;
  /** What was typed before, when it was refused. */
  amount?: string;
  problem?: Problem;
  /** Newest first. */
  statement: StatementLine[];
  pages: Pages;
  /** Those that are not settled, or went wrong lately. */
  purchases: PurchaseItem[];
};

/** The balance first, then how to raise it, then where it went. */
export function BillingScreen(props: BillingScreenProps) {
  const { t } = useTranslation();
  const { currency, statement, pages, purchases } = props;
  return (
    <>
      <PageHead title={t("billing.title")} />
      <div className="grid gap-6">
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
          <Balance {...props} />
          <BuyForm currency={currency} purchaseKey={props.purchaseKey} amount={props.amount} problem={props.problem} />
        </div>
        <Purchases purchases={purchases} currency={currency} />
        <Statement lines={statement} pages={pages} currency={currency} />
      </div>
    </>
  );
}

function Balance({ balance, currency, lastsDays }: BillingScreenProps) {
  const { t } = useTranslation();
  const isEmpty = balance <= 0n;
  return (
    <Panel title={t("billing.balance")}>
      <p className={`text-2xl font-medium tracking-tight ${isEmpty ? "text-bad" : ""}`}>
        <Money amount={balance} currency={currency} />
      </p>
      {isEmpty ? (
        <p className="mt-2 flex items-start gap-2 text-bad">
          <Icon name="danger" className="mt-0.5 size-5" />
          {t("billing.empty")}
        </p>
      ) : (
        <Lasts days={lastsDays} />
      )}
      <p className="mt-3 text-sm text-faint">{t("billing.prepaid")}</p>
    </Panel>
  );
}

function Lasts({ days }: { days?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (days === undefined) return <p className="mt-2 text-soft">{t("billing.noPace")}</p>;
  const whole = Math.floor(days);
  const text = whole < 1 ? t("billing.lastsUnderDay") : t("billing.lasts", { count: whole, n: format.number(whole) });
  if (whole >= 3) return <p className="mt-2 text-soft">{text}</p>;
  return (
    <p className="mt-2 flex items-start gap-2 font-medium text-warn">
      <Icon name="warning" className="mt-0.5 size-5" />
      {text}
    </p>
  );
}
