import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/notice";
import { Time } from "../kit/time";

export type FrameNoticesProps = {
  /** Why something was refused to an admin who looks as a member. */
  refused?: string;
  /** When the member's account goes, as they have asked. */
  leavesAt?: Date;
  /** False for an admin who looks as the member: they may call nothing off. */
  isInPerson: boolean;
};

/** What is to be known on every page. */
export function FrameNotices({ refused, leavesAt, isInPerson }: FrameNoticesProps) {
  if (!refused && !leavesAt) return null;
  return (
    <div className="mb-6 grid gap-3">
      {refused && <ProblemNotice problem={{ code: refused }} />}
      {leavesAt && <LeavingNotice at={leavesAt} isInPerson={isInPerson} />}
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
          <ActionButton action={paths.callOffLeaving} size="sm" busy={t("shell.leaving.staying")}>
            {t("shell.leaving.stay")}
          </ActionButton>
        )
      }
    >
      {t("shell.leaving.bannerText")}
    </Notice>
  );
}
