import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button, type ButtonTone } from "../kit/button";
import { Disclosure } from "../kit/disclosure";
import { Field } from "../kit/field";
import { Panel } from "../kit/panel";
import { Time } from "../kit/time";
import type { EnvironmentItem, MemberItem } from "../shapes";
import { GraceField, StopNow, SuspensionStops, WhatRuns } from "./suspension";

export type StandingProps = {
  member: MemberItem;
  suspendedReason?: string;
  /** When what a suspended member runs is stopped. */
  suspensionStopsAt?: Date;
  environments: EnvironmentItem[];
  /** The admin who looks at their own page: they decide nothing about themself. */
  isSelf: boolean;
  /** The settings make this member an admin, whatever is decided here. */
  isAppointed: boolean;
};

/** Whether a member may come in and whether they run the platform, and the forms that change it. */
export function Standing(props: StandingProps) {
  const { t } = useTranslation();
  const { member, isSelf } = props;
  return (
    <Panel title={t("admin.standing.title")}>
      <WhatIsSo {...props} />
      {isSelf ? (
        <p className="mt-3 text-sm text-faint">{t("admin.standing.self")}</p>
      ) : (
        <div className="mt-4 grid gap-2">
          {member.suspendedAt ? <Reactivate {...props} /> : <Suspend {...props} />}
          <Office {...props} />
        </div>
      )}
    </Panel>
  );
}

function WhatIsSo({ member, suspendedReason, suspensionStopsAt, environments }: StandingProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-1 text-soft">
      {member.suspendedAt ? (
        <>
          <p>
            {t("admin.standing.suspendedSince")} <Time at={member.suspendedAt} />
          </p>
          {suspendedReason && (
            <p className="max-w-prose text-ink">
              <bdi>{suspendedReason}</bdi>
            </p>
          )}
          {suspensionStopsAt && <SuspensionStops environments={environments} stopsAt={suspensionStopsAt} />}
        </>
      ) : (
        <p>{t(member.isAdmin ? "admin.standing.isAdmin" : "admin.standing.isMember")}</p>
      )}
    </div>
  );
}

function Suspend({ member, environments }: StandingProps) {
  const { t } = useTranslation();
  return (
    <Decision title={t("admin.standing.suspend")} text={t("admin.standing.suspendText")}>
      <WhatRuns environments={environments} />
      <ReasonForm
        action={paths.suspendMember(member.id)}
        hint={t("admin.standing.suspendReasonHint")}
        tone="danger"
        verb={t("admin.standing.suspendNow")}
      >
        <GraceField />
      </ReasonForm>
    </Decision>
  );
}

function Reactivate({ member, environments, suspendedReason = "" }: StandingProps) {
  const { t } = useTranslation();
  return (
    <>
      <StopNow member={member} environments={environments} reason={suspendedReason} />
      <Decision title={t("admin.standing.reactivate")} text={t("admin.standing.reactivateText")}>
        <ReasonForm
          action={paths.reactivateMember(member.id)}
          hint={t("admin.standing.reactivateReasonHint")}
          tone="primary"
          verb={t("admin.standing.reactivateNow")}
        />
      </Decision>
    </>
  );
}

function Office({ member, isAppointed }: StandingProps) {
  const { t } = useTranslation();
  if (member.isAdmin && isAppointed) return <p className="text-sm text-faint">{t("admin.standing.bySettings")}</p>;
  if (!member.isAdmin && member.suspendedAt) return null;
  const decision = member.isAdmin ? "dismiss" : "appoint";
  const action = member.isAdmin ? paths.dismissAdmin(member.id) : paths.appointAdmin(member.id);
  return (
    <Decision title={t(`admin.standing.${decision}`)} text={t(`admin.standing.${decision}Text`)}>
      <form method="post" action={action}>
        <Button tone={member.isAdmin ? "danger" : "quiet"}>{t(`admin.standing.${decision}Now`)}</Button>
      </form>
    </Decision>
  );
}

/** First what follows from it: that is its confirmation. */
function Decision({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Disclosure title={title}>
      <p className="max-w-prose text-sm text-soft">{text}</p>
      {children}
    </Disclosure>
  );
}

type ReasonFormProps = { action: string; hint: string; tone: ButtonTone; verb: string; children?: ReactNode };

function ReasonForm({ action, hint, tone, verb, children }: ReasonFormProps) {
  const { t } = useTranslation();
  return (
    <form method="post" action={action} className="grid max-w-xl gap-4">
      <Field label={t("admin.standing.reason")} hint={hint} name="reason" maxLength={300} autoComplete="off" required />
      {children}
      <div>
        <Button tone={tone}>{verb}</Button>
      </div>
    </form>
  );
}
