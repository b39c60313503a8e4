import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton } from "~/ui/kit/forms/button";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { Time } from "~/ui/kit/time";

export type LayoutNoticesProps = {
  /** Why something was refused to an admin who looks as a member. */
  refused?: string;
  /** When the member's account goes, as they have asked. */
  deletionAt?: Date;
  /** False for an admin who impersonates the member: they may call nothing off. */
  isInPerson: boolean;
};

/** What is to be known on every page. */
export function LayoutNotices({ refused, deletionAt, isInPerson }: LayoutNoticesProps) {
  if (!refused && !deletionAt) return null;
  return (
    <div className="mb-6 grid gap-3">
      {refused && <ProblemNotice problem={{ code: refused }} />}
      {deletionAt && <LeavingNotice at={deletionAt} isInPerson={isInPerson} />}
    </div>
  );
}

/** Until when the member may still stay, and the one button by which they do. */
function LeavingNotice({ at, isInPerson }: { at: Date; isInPerson: boolean }) {
  const { t } = useTranslation();
  return (
    <Notice
      title={
        <>
          {t("shell.leaving.banner")} <Time at={at} />
        </>
      }
      action={
        isInPerson && (
          <ActionButton action={paths.cancelAccountDeletion} size="sm" busy={t("shell.leaving.staying")}>
            {t("shell.leaving.stay")}
          </ActionButton>
        )
      }
    >
      {t("shell.leaving.bannerText")}
    </Notice>
  );
}
