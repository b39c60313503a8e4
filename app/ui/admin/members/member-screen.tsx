import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { isAnonymousAddress } from "~/domain/identity/members/account-deletion";
import { Statement } from "~/ui/billing/statement";
import { PlacementSteps } from "~/ui/placement/placement-steps";
import { BackLink } from "~/ui/kit/back-link";
import { LinkButton } from "~/ui/kit/forms/button";
import { Money } from "~/ui/kit/money";
import { ProblemNotice } from "~/ui/kit/notice";
import { Figure, Figures, PageHead, Panel } from "~/ui/kit/panel";
import { RelativeTime, Time } from "~/ui/kit/time";
import type { MemberItem, PlacementState, PlacementStep, Problem, StatementLine } from "~/ui/view-models";
import { ActivityList } from "~/ui/admin/activity-list";
import { EnvironmentTable } from "~/ui/admin/environment-table";
import { MemberTags } from "./member-tags";
import { MemberStatus, type MemberStatusProps } from "./member-status";

export type AdminMemberScreenProps = {
  currency: string;
  createdAt: Date;
  placement?: { state: PlacementState; requestedAt: Date; steps: PlacementStep[] };
  /** The newest lines. */
  statement: StatementLine[];
  activity: ActivityLine[];
  problem?: Problem;
} & MemberStatusProps;

/** One member, as far as an admin may see: never what is in their files or variables. */
export function AdminMemberScreen({
  currency,
  member,
  createdAt,
  placement,
  environments,
  statement,
  activity,
  problem,
  ...status
}: AdminMemberScreenProps) {
  const { t } = useTranslation();
  const isGone = isAnonymousAddress(member.email);
  return (
    <>
      <MemberHead member={member} isGone={isGone} />
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <Panel>
          <Figures>
            <Figure isSmall label={t("admin.column.balance")}>
              <Money amount={member.balance} currency={currency} />
            </Figure>
            <Figure isSmall label={t("admin.column.spent")}>
              <Money amount={member.spentThisMonth} currency={currency} />
            </Figure>
            <Figure isSmall label={t("admin.column.cluster")}>
              <bdi>{member.clusterName ?? "–"}</bdi>
            </Figure>
            <Figure isSmall label={t("admin.column.seen")} note={<MemberSince at={createdAt} />}>
              {member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : t("admin.never")}
            </Figure>
          </Figures>
        </Panel>
        {!isGone && <MemberStatus member={member} environments={environments} {...status} />}
        <EnvironmentTable environments={environments} currency={currency} title={t("admin.environments")} />
        <div className="grid items-start gap-6 xl:grid-cols-2">
          {placement && (
            <Panel title={t("admin.placementTitle")} aside={<Time at={placement.requestedAt} />}>
              <PlacementSteps placement={{ clusterName: member.clusterName, steps: placement.steps }} />
            </Panel>
          )}
          <ActivityList activity={activity} email={isGone ? member.id : member.email} />
        </div>
        <Statement lines={statement} pages={{}} currency={currency} />
      </div>
    </>
  );
}

/** Who it is; of whom nothing is left the id, which the books still name. */
function MemberHead({ member, isGone }: { member: MemberItem; isGone: boolean }) {
  const { t } = useTranslation();
  return (
    <PageHead
      back={<BackLink to={paths.adminMembers}>{t("admin.members")}</BackLink>}
      title={<bdi>{isGone ? t("account.leave.nobody") : member.name}</bdi>}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <bdi dir="ltr">{isGone ? member.id : member.email}</bdi>
          <MemberTags member={member} />
        </span>
      }
      actions={
        !isGone &&
        !member.isAdmin &&
        !member.suspendedAt && (
          <LinkButton to={paths.startImpersonation(member.id)} icon="eye">
            {t("impersonation.open")}
          </LinkButton>
        )
      }
    />
  );
}

function MemberSince({ at }: { at: Date }) {
  const { t } = useTranslation();
  return (
    <>
      {t("admin.memberSince")} <Time at={at} as="date" />
    </>
  );
}
