import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { isAddressOfNobody } from "~/domain/identity/leaving";
import { Statement } from "../billing/statement";
import { PlacementSteps } from "../placement/placement-steps";
import { BackLink } from "../kit/back-link";
import { LinkButton } from "../kit/button";
import { Money } from "../kit/money";
import { ProblemNotice } from "../kit/notice";
import { Figure, Figures, PageHead, Panel } from "../kit/panel";
import { RelativeTime, Time } from "../kit/time";
import type { MemberItem, PlacementState, PlacementStep, Problem, StatementLine } from "../shapes";
import { ActivityList } from "./activity-list";
import { EnvironmentTable } from "./environment-table";
import { MemberTags } from "./member-tags";
import { Standing, type StandingProps } from "./standing";

export type AdminMemberScreenProps = {
  currency: string;
  createdAt: Date;
  placement?: { state: PlacementState; requestedAt: Date; steps: PlacementStep[] };
  /** The newest lines. */
  statement: StatementLine[];
  activity: ActivityLine[];
  problem?: Problem;
} & StandingProps;

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
  ...standing
}: AdminMemberScreenProps) {
  const { t } = useTranslation();
  const isGone = isAddressOfNobody(member.email);
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
        {!isGone && <Standing member={member} environments={environments} {...standing} />}
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
          <LinkButton to={paths.startActing(member.id)} icon="eye">
            {t("acting.open")}
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
