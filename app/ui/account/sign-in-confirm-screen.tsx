import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { connectionOf } from "~/domain/identity/sign-in/identity";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { PageHead, Panel } from "~/ui/kit/panel";

type Who = { name: string; email: string };

export type SignInConfirmScreenProps = { member: Who; vouched: Who & { subject: string } };

/** What the provider has vouched for, side by side with whose it would become; nothing is linked before the yes. */
export function SignInConfirmScreen({ member, vouched }: SignInConfirmScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("account.signIns.confirmTitle")} lead={t("account.signIns.confirmLead")} />
      <div className="grid max-w-3xl gap-6">
        <div className="grid gap-6 sm:grid-cols-2">
          <Panel title={t("account.signIns.confirmWhich")}>
            <Person who={vouched}>{t(`account.signIns.connection.${connectionOf(vouched.subject)}`)}</Person>
          </Panel>
          <Panel title={t("account.signIns.confirmTo")}>
            <Person who={member} />
          </Panel>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <ActionButton
            action={paths.confirmSignIn}
            fields={{ subject: vouched.subject }}
            tone="primary"
            busy={t("account.signIns.confirm")}
          >
            {t("account.signIns.confirm")}
          </ActionButton>
          <LinkButton to={paths.accountSignIns}>{t("account.signIns.cancel")}</LinkButton>
        </div>
        <p className="text-sm text-faint">{t("account.signIns.within")}</p>
      </div>
    </>
  );
}

function Person({ who, children }: { who: Who; children?: ReactNode }) {
  return (
    <>
      {children && <p className="mb-1 text-sm text-soft">{children}</p>}
      <p className="font-semibold">
        <bdi>{who.name}</bdi>
      </p>
      <p className="break-all text-soft">
        <bdi dir="ltr">{who.email}</bdi>
      </p>
    </>
  );
}
