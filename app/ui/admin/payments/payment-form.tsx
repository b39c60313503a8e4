import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { decimalOf, nano } from "~/core/money";
import { paths } from "~/core/paths";
import { Button } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { Panel } from "~/ui/kit/panel";
import type { PaymentDetail } from "./payment-item";

export type PaymentFormProps = { payment: PaymentDetail; values?: Readonly<Record<string, string>> };

/** The decision about a payment: how much credit is given for it, and why. */
export function PaymentForm({ payment, values }: PaymentFormProps) {
  const { t } = useTranslation();
  const action = paths.adminPayment(payment.id);
  const isBusy = useNavigation().formAction === action;
  return (
    <Panel title={t("admin.payments.resolve")}>
      <Form method="post" action={action} className="grid max-w-xl gap-5">
        <p className="text-soft">{t("admin.payments.resolveText")}</p>
        <Field
          label={t("billing.amount", { currency: payment.currency })}
          hint={t("admin.payments.amountHint")}
          name="amount"
          defaultValue={values?.["amount"] ?? suggested(payment)}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          required
        />
        <Field
          label={t("admin.payments.reason")}
          hint={t("admin.payments.reasonHint")}
          name="reason"
          defaultValue={values?.["reason"]}
          maxLength={300}
          autoComplete="off"
          dir="auto"
          required
        />
        <div>
          <Button
            tone="primary"
            aria-disabled={isBusy || undefined}
            onClick={(event) => isBusy && event.preventDefault()}
          >
            {t("admin.payments.resolveNow")}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

/** What was paid before tax, where it is in the account's money; else it is for the admin to say. */
function suggested({ stripe, currency }: PaymentDetail): string {
  if (typeof stripe === "string" || stripe.paymentStatus !== "paid" || stripe.currency !== currency) return "";
  return stripe.subtotal === undefined ? "" : decimalOf(nano(stripe.subtotal));
}
