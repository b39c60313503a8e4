import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { connectionOf } from "~/domain/identity/sign-in/identity";
import { ActionButton, buttonClass } from "~/ui/kit/forms/button";
import { Panel } from "~/ui/kit/panel";
import { Tag } from "~/ui/kit/tag";
import { RelativeTime, Time } from "~/ui/kit/time";

export type SignInItem = {
  issuer: string;
  subject: string;
  email: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The member's ways to sign in, the oldest (which their name and address follow) first. */
export function SignInsPanel({ signIns }: { signIns: SignInItem[] }) {
  const { t } = useTranslation();
  const hasOthers = signIns.length > 1;
  return (
    <Panel title={t("account.signIns.list")} flush>
      <ul>
        {signIns.map((signIn, place) => (
          <li key={`${signIn.issuer} ${signIn.subject}`} className="grid gap-3 border-t border-line px-5 py-4">
            <SignInFacts signIn={signIn} isMain={hasOthers && place === 0} />
            {hasOthers && <Unlink signIn={signIn} isMain={place === 0} />}
          </li>
        ))}
      </ul>
      {!hasOthers && <p className="border-t border-line px-5 py-4 text-sm text-soft">{t("account.signIns.only")}</p>}
    </Panel>
  );
}

function SignInFacts({ signIn, isMain }: { signIn: SignInItem; isMain: boolean }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-lg font-semibold">{t(`account.signIns.connection.${connectionOf(signIn.subject)}`)}</span>
        {isMain && <Tag>{t("account.signIns.main")}</Tag>}
      </p>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 text-sm">
        <div className="min-w-0">
          <dt className="text-xs text-faint">{t("account.signIns.address")}</dt>
          <dd className="font-medium break-all">
            <bdi dir="ltr">{signIn.email ?? "–"}</bdi>
          </dd>
        </div>
        <div>
          <dt className="text-xs text-faint">{t("account.signIns.linkedAt")}</dt>
          <dd className="font-medium">
            <Time at={signIn.createdAt} as="date" />
          </dd>
        </div>
        <div>
          <dt className="text-xs text-faint">{t("account.signIns.lastUsed")}</dt>
          <dd className="font-medium">
            {signIn.lastUsedAt ? <RelativeTime at={signIn.lastUsedAt} /> : t("account.signIns.never")}
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** Asks once more before it takes one away; opens without a script. */
function Unlink({ signIn, isMain }: { signIn: SignInItem; isMain: boolean }) {
  const { t } = useTranslation();
  const connection = t(`account.signIns.connection.${connectionOf(signIn.subject)}`);
  const label = t("account.signIns.unlinkNamed", { connection, email: signIn.email ?? "" });
  return (
    <details>
      <summary className={`${buttonClass({ size: "sm" })} list-none`} aria-label={label}>
        {t("account.signIns.unlink")}…
      </summary>
      <p className="my-3 max-w-prose text-sm text-soft">
        {t("account.signIns.unlinkText")} {isMain && t("account.signIns.unlinkMainText")}
      </p>
      <ActionButton
        action={paths.unlinkSignIn}
        fields={{ issuer: signIn.issuer, subject: signIn.subject }}
        tone="danger"
        size="sm"
        busy={t("account.signIns.unlinking")}
        label={label}
      >
        {t("account.signIns.unlink")}
      </ActionButton>
    </details>
  );
}
