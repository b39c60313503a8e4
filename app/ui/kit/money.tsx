import { useTranslation } from "react-i18next";
import { useFormat, type Precision } from "./format";

export type MoneyProps = {
  /** Nano (1e-9) of `currency`. */
  amount: bigint;
  currency: string;
  precision?: Precision;
  /** Not a booked amount but a reckoning: marked, so that nobody takes it for a bill. */
  estimate?: boolean;
  /** Writes the plus before a credit. */
  signed?: boolean;
};

/** An amount of money; its title is the amount to the last decimal. */
export function Money({ amount, currency, precision = "coin", estimate = false, signed = false }: MoneyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const exact = format.money(amount, currency, "exact");
  return (
    <bdi
      dir="ltr"
      title={estimate ? t("shell.kit.estimated", { amount: exact }) : exact}
      className={`whitespace-nowrap ${estimate ? "border-b border-dashed border-edge" : ""}`}
    >
      {estimate && <span aria-label={t("shell.kit.about")}>≈&thinsp;</span>}
      {signed && amount > 0n && "+"}
      {format.money(amount, currency, precision)}
    </bdi>
  );
}

/** A price per hour. */
export function HourlyPrice({ amount, currency }: { amount: bigint; currency: string }) {
  const { t } = useTranslation();
  return (
    <span className="whitespace-nowrap">
      <Money amount={amount} currency={currency} precision="price" />
      <span className="text-faint">{t("shell.kit.perHour")}</span>
    </span>
  );
}
