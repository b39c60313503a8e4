import { useTranslation } from "react-i18next";
import { Tag, type TagTone } from "~/ui/kit/tag";
import { Time } from "~/ui/kit/time";
import type { MemberItem, PlacementState } from "~/ui/view-models";

const tones = { waiting: "warn", placing: "info", placed: "good", failed: "bad" } as const satisfies Record<
  PlacementState,
  TagTone
>;

/** How it stands with a member: the placement, and what sets them apart. */
export function MemberTags({
  member,
}: {
  member: Pick<MemberItem, "isAdmin" | "suspendedAt" | "deletionAt" | "placement">;
}) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap gap-1 cards:justify-end">
      {member.suspendedAt && <Tag tone="bad">{t("admin.suspended")}</Tag>}
      {member.deletionAt && (
        <Tag tone="warn">
          {t("admin.leaves")} <Time at={member.deletionAt} as="date" />
        </Tag>
      )}
      {member.placement ? (
        <Tag tone={tones[member.placement]}>{t(`admin.placement.${member.placement}`)}</Tag>
      ) : (
        <Tag>{t("admin.placement.none")}</Tag>
      )}
      {member.isAdmin && <Tag>{t("admin.isAdmin")}</Tag>}
    </span>
  );
}
