import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button } from "~/ui/kit/forms/button";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import type { Problem } from "~/ui/view-models";
import { ClusterLine, type ClusterCount } from "./cluster-line";
import { Court } from "./court";
import { demoUsers } from "./demo-users";

export type SignInScreenProps = {
  problem?: Problem;
  /** Where the person wanted to go. */
  returnTo?: string;
  /** The demo's cast can be chosen right here. */
  demoCast: boolean;
  /** Which installation this is: the host that people reach it at. */
  instance: string;
  /** How many clusters answer; absent when nobody knows. */
  clusters?: ClusterCount;
};

/** One button, and what went wrong the last time, if it did. */
export function SignInScreen({ problem, returnTo, demoCast, instance, clusters }: SignInScreenProps) {
  const { t } = useTranslation();
  return (
    <div className="grid items-center gap-12 md:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
      <div>
        <p className="mb-2 text-sm text-faint">
          <bdi dir="ltr">{instance}</bdi>
        </p>
        <h1 className="text-2xl tracking-tight">{t("signIn.title")}</h1>
        <p className="mt-3 text-lg text-soft">{t("signIn.lead")}</p>
        {problem && (
          <div className="mt-6">
            <ProblemNotice problem={problem} />
          </div>
        )}
        <form method="post" action={paths.signInStart} className="mt-8 grid">
          <ReturnTo path={returnTo} />
          <Button tone="primary">{t("signIn.continue")}</Button>
        </form>
        <p className="mt-3 text-sm text-faint">{t("signIn.verified")}</p>
        {demoCast && (
          <div className="mt-8">
            <Notice title={t("signIn.demoTitle")}>
              <p>{t("signIn.demoText")}</p>
              <DemoUsers returnTo={returnTo} />
            </Notice>
          </div>
        )}
        {clusters && <ClusterLine {...clusters} />}
      </div>
      <Court />
    </div>
  );
}

function ReturnTo({ path }: { path?: string }) {
  return path ? <input type="hidden" name="returnTo" value={path} /> : null;
}

/** The demo's people, each in one press. */
function DemoUsers({ returnTo }: Pick<SignInScreenProps, "returnTo">) {
  const { t } = useTranslation();
  return (
    <form method="post" action={paths.signInStart} className="mt-3 grid grid-cols-2 gap-2">
      <ReturnTo path={returnTo} />
      {demoUsers.map(({ name, subject }) => (
        <button
          key={name}
          name="as"
          value={subject}
          className="cursor-pointer rounded-md border border-edge bg-surface px-3 py-1.5 text-start text-ink hover:bg-sunken"
        >
          <span className="block font-medium">{t(`signIn.demo.${name}`)}</span>
          <span className="block text-xs text-soft">{t(`signIn.demo.${name}Is`)}</span>
        </button>
      ))}
    </form>
  );
}
