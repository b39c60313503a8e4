import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/notice";
import type { Problem } from "../shapes";
import { ClusterLine, type ClusterCount } from "./cluster-line";
import { Court } from "./court";

export type SignInScreenProps = {
  problem?: Problem;
  /** Where the person wanted to go. */
  returnTo?: string;
  /** The demo's cast waits behind the button. */
  demoCast: boolean;
  /** Which installation this is: the host that people reach it at. */
  instance: string;
  /** How many clusters answer; absent when nobody knows. */
  clusters?: ClusterCount;
};

/** The door: one button, and what went wrong the last time, if it did. */
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
          {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
          <Button tone="primary">{t("signIn.continue")}</Button>
        </form>
        <p className="mt-3 text-sm text-faint">{t("signIn.verified")}</p>
        {demoCast && (
          <div className="mt-8">
            <Notice title={t("signIn.demoTitle")}>{t("signIn.demoText")}</Notice>
          </div>
        )}
        {clusters && <ClusterLine {...clusters} />}
      </div>
      <Court />
    </div>
  );
}
