import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { DeletionInventory } from "~/domain/account/deletion-inventory";
import { ActionButton, Button, buttonClass } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { ProblemNotice } from "~/ui/kit/notice";
import { Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import type { Problem } from "~/ui/view-models";
import { LeavingLists } from "./deletion-lists";

export type DeletionPanelProps = {
  email: string;
  inventory: DeletionInventory;
  /** When the account goes; absent while it stays. */
  deletionAt?: Date;
  /** False for an admin who impersonates the member. */
  isInPerson: boolean;
  problem?: Problem;
};

/** The end of the account: what it takes, what it leaves, and the form that asks for it or the button that calls it off. */
export function DeletionPanel({ inventory, ...ask }: DeletionPanelProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t("account.leave.title")}>
      <p className="max-w-prose text-soft">{t("account.leave.text")}</p>
      <LeavingLists inventory={inventory} />
      {ask.deletionAt ? <CallOff at={ask.deletionAt} isInPerson={ask.isInPerson} /> : <AskToLeave {...ask} />}
    </Panel>
  );
}

function CallOff({ at, isInPerson }: { at: Date; isInPerson: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="mt-5 flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-4">
      <p className="font-medium">
        {t("account.leave.leaving")} <Time at={at} />
      </p>
      {isInPerson && (
        <ActionButton action={paths.cancelAccountDeletion} tone="primary" busy={t("shell.leaving.staying")}>
          {t("shell.leaving.stay")}
        </ActionButton>
      )}
    </div>
  );
}

/** Folded away until it is wanted; opens, and asks, without a script. */
function AskToLeave({ email, isInPerson, problem }: Omit<DeletionPanelProps, "inventory">) {
  const { t } = useTranslation();
  if (!isInPerson) return <p className="mt-5 text-sm text-faint">{t("account.leave.notWhileImpersonating")}</p>;
  return (
    <details className="mt-5 border-t border-line pt-4" open={problem ? true : undefined}>
      <summary className={`${buttonClass({ tone: "danger" })} list-none`}>{t("account.leave.open")}</summary>
      <Form method="post" action={paths.accountData} className="mt-4 grid max-w-xl gap-4">
        {problem && <ProblemNotice problem={problem} />}
        <p>
          {t("account.leave.confirm")}{" "}
          <bdi dir="ltr" className="font-semibold break-all">
            {email}
          </bdi>
        </p>
        <Field
          label={t("account.leave.email")}
          name="email"
          type="email"
          dir="ltr"
          autoComplete="off"
          maxLength={320}
          required
        />
        <div>
          <Button tone="danger">{t("account.leave.ask")}</Button>
        </div>
      </Form>
    </details>
  );
}
