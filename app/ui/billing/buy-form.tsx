import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nano } from "~/core/money";
import { paths } from "~/core/paths";
import { Button, buttonClass } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { Panel } from "~/ui/kit/panel";
import { useHydrated } from "~/ui/kit/live/now";
import { Reference } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";

const presets = ["10", "20", "50"] as const;
const limits = { least: "5", most: "10000" } as const;

export type BuyFormProps = { currency: string; purchaseKey: string; amount?: string; problem?: Problem };

/** Buying credit: an amount, and on to the payment page. */
export function BuyForm({ currency, purchaseKey, amount, problem }: BuyFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const [typed, type] = useState(amount ?? "20");
  const isBusy = useNavigation().formAction === paths.purchase;
  const moneyOf = (whole: string) => format.money(nano(BigInt(whole) * 1_000_000_000n), currency);
  return (
    <Panel title={t("billing.buy")}>
      <Form method="post" action={paths.purchase} className="grid gap-4">
        <input type="hidden" name="purchaseKey" value={purchaseKey} />
        <Presets typed={typed} type={type} moneyOf={moneyOf} />
        <Field
          label={t("billing.amount", { currency })}
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          required
          value={typed}
          onChange={(event) => type(event.target.value)}
          error={problem && sentence(problem)}
          hint={t("billing.between", { least: moneyOf(limits.least), most: moneyOf(limits.most) })}
        />
        {problem?.requestId && <Reference id={problem.requestId} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            tone="primary"
            aria-disabled={isBusy || undefined}
            onClick={(event) => isBusy && event.preventDefault()}
          >
            {t(isBusy ? "billing.goingToPay" : "billing.pay")}
          </Button>
          <p className="text-sm text-faint">{t("billing.payHint")}</p>
        </div>
      </Form>
    </Panel>
  );
}

type PresetsProps = { typed: string; type: (amount: string) => void; moneyOf: (whole: string) => string };

/** Shortcuts into the field; a convenience of the script, so they are not there without one. */
function Presets({ typed, type, moneyOf }: PresetsProps) {
  const { t } = useTranslation();
  if (!useHydrated()) return <div aria-hidden className="h-10 sm:h-9" />;
  return (
    <div role="group" aria-label={t("billing.presets")} className="flex gap-2">
      {presets.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={typed === preset}
          onClick={() => type(preset)}
          className={`${buttonClass()} flex-1 aria-pressed:border-accent aria-pressed:bg-accent-wash`}
        >
          {moneyOf(preset)}
        </button>
      ))}
    </div>
  );
}
