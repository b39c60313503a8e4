import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button, type ButtonTone } from "~/ui/kit/forms/button";
import { Disclosure } from "~/ui/kit/disclosure";
import { Field } from "~/ui/kit/forms/field";
import { Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import type { EnvironmentItem, MemberItem } from "~/ui/view-models";
import { GraceField, StopNow, SuspensionStops, WhatRuns } from "./suspension";

export type MemberStatusProps = {
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
export function MemberStatus(props: MemberStatusProps) {
  const { t } = useTranslation();
  const { member, isSelf } = props;
  return (
    <Panel title={t("admin.memberStatus.title")}>
      <StatusNotice {...props} />
      {isSelf ? (
        <p className="mt-3 text-sm text-faint">{t("admin.memberStatus.self")}</p>
      ) : (
        <div className="mt-4 grid gap-2">
          {member.suspendedAt ? <Reactivate {...props} /> : <Suspend {...props} />}
          <Office {...props} />
        </div>
      )}
    </Panel>
  );
}

function StatusNotice({ member, suspendedReason, suspensionStopsAt, environments }: MemberStatusProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-1 text-soft">
      {member.suspendedAt ? (
        <>
          <p>
            {t("admin.memberStatus.suspendedSince")} <Time at={member.suspendedAt} />
          </p>
          {suspendedReason && (
            <p className="max-w-prose text-ink">
              <bdi>{suspendedReason}</bdi>
            </p>
          )}
          {suspensionStopsAt && <SuspensionStops environments={environments} stopsAt={suspensionStopsAt} />}
        </>
      ) : (
        <p>{t(member.isAdmin ? "admin.memberStatus.isAdmin" : "admin.memberStatus.isMember")}</p>
      )}
    </div>
  );
}

function Suspend({ member, environments }: MemberStatusProps) {
  const { t } = useTranslation();
  return (
    <Decision title={t("admin.memberStatus.suspend")} text={t("admin.memberStatus.suspendText")}>
      <WhatRuns environments={environments} />
      <ReasonForm
        action={paths.suspendMember(member.id)}
        hint={t("admin.memberStatus.suspendReasonHint")}
        tone="danger"
        verb={t("admin.memberStatus.suspendNow")}
      >
        <GraceField />
      </ReasonForm>
    </Decision>
  );
}

function Reactivate({ member, environments, suspendedReason = "" }: MemberStatusProps) {
  const { t } = useTranslation();
  return (
    <>
      <StopNow member={member} environments={environments} reason={suspendedReason} />
      <Decision title={t("admin.memberStatus.reactivate")} text={t("admin.memberStatus.reactivateText")}>
        <ReasonForm
          action={paths.reactivateMember(member.id)}
          hint={t("admin.memberStatus.reactivateReasonHint")}
          tone="primary"
          verb={t("admin.memberStatus.reactivateNow")}
        />
      </Decision>
    </>
  );
}

function Office({ member, isAppointed }: MemberStatusProps) {
  const { t } = useTranslation();
  if (member.isAdmin && isAppointed) return <p className="text-sm text-faint">{t("admin.memberStatus.bySettings")}</p>;
  if (!member.isAdmin && member.suspendedAt) return null;
  const decision = member.isAdmin ? "dismiss" : "appoint";
  const action = member.isAdmin ? paths.dismissAdmin(member.id) : paths.appointAdmin(member.id);
  return (
    <Decision title={t(`admin.memberStatus.${decision}`)} text={t(`admin.memberStatus.${decision}Text`)}>
      <form method="post" action={action}>
        <Button tone={member.isAdmin ? "danger" : "quiet"}>{t(`admin.memberStatus.${decision}Now`)}</Button>
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
      <Field
        label={t("admin.memberStatus.reason")}
        hint={hint}
        name="reason"
        maxLength={300}
        autoComplete="off"
        required
      />
      {children}
      <div>
        <Button tone={tone}>{verb}</Button>
      </div>
    </form>
  );
}
