import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button } from "~/ui/kit/forms/button";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Problem } from "~/ui/view-models";
import { SignInsPanel, type SignInItem } from "./sign-ins-panel";

export type SignInsScreenProps = { signIns: SignInItem[]; isLinked: boolean; problem?: Problem };

/** How the member comes in, and the way to link another sign-in: by going to the provider and saying yes here. */
export function SignInsScreen({ signIns, isLinked, problem }: SignInsScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("account.signIns.title")} lead={t("account.signIns.lead")} />
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        {isLinked && !problem && <Notice tone="good" title={t("account.signIns.linked")} />}
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <SignInsPanel signIns={signIns} />
          <LinkAnother />
        </div>
      </div>
    </>
  );
}

function LinkAnother() {
  const { t } = useTranslation();
  return (
    <Panel title={t("account.signIns.add")}>
      <p className="text-soft">{t("account.signIns.addText")}</p>
      <form method="post" action={paths.linkSignIn} className="my-4 grid">
        <Button icon="plus">{t("account.signIns.link")}</Button>
      </form>
      <p className="text-sm text-faint">{t("account.signIns.notebooks")}</p>
    </Panel>
  );
}
