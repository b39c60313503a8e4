import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { graces } from "~/domain/identity/members/suspension";
import { Button } from "~/ui/kit/forms/button";
import { Select } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { Time } from "~/ui/kit/time";
import type { EnvironmentItem, MemberItem } from "~/ui/view-models";

type RunningProps = { environments: EnvironmentItem[] };

const isUp = ({ state }: EnvironmentItem) => state === "creating" || state === "running";
const wasStopped = ({ state, reason }: EnvironmentItem) =>
  reason?.code === "ownerSuspended" && (state === "stopping" || state === "stopped");

/** What a suspension would stop, by name; said, too, where it is nothing. */
export function WhatRuns({ environments }: RunningProps) {
  const { t } = useTranslation();
  const running = environments.filter(isUp);
  if (running.length === 0) return <p className="text-sm text-soft">{t("admin.memberStatus.nothingRuns")}</p>;
  return (
    <div className="grid gap-1 text-sm text-soft">
      <p>{t("admin.memberStatus.runsNow")}</p>
      <Names environments={running} />
    </div>
  );
}

/** When what a suspended member runs is stopped, and what was. */
export function SuspensionStops({ environments, stopsAt }: RunningProps & { stopsAt: Date }) {
  const { t } = useTranslation();
  const [running, stopped] = [environments.filter(isUp), environments.filter(wasStopped)];
  return (
    <div className="grid gap-1">
      {running.length > 0 && (
        <p>
          {t("admin.memberStatus.stopsAt")} <Time at={stopsAt} />
        </p>
      )}
      <Names environments={running} />
      {stopped.length > 0 && <p>{t("admin.memberStatus.wasStopped")}</p>}
      <Names environments={stopped} />
      {running.length + stopped.length === 0 && <p>{t("admin.memberStatus.nothingRuns")}</p>}
    </div>
  );
}

function Names({ environments }: RunningProps) {
  return (
    environments.length > 0 && (
      <ul className="list-disc ps-5 text-ink">
        {environments.map(({ id, name, size, clusterName }) => (
          <li key={id}>
            <bdi>{name}</bdi> · <bdi>{size.name}</bdi> · <bdi>{clusterName}</bdi>
          </li>
        ))}
      </ul>
    )
  );
}

/** In how many minutes what runs is stopped. */
export function GraceField() {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Select
      label={t("admin.memberStatus.grace")}
      hint={t("admin.memberStatus.graceHint")}
      name="graceMinutes"
      defaultValue={graces[0]}
    >
      {graces.map((minutes) => (
        <option key={minutes} value={minutes}>
          {minutes === 0
            ? t("admin.memberStatus.graceNone")
            : t("admin.memberStatus.graceMinutes", { count: minutes, n: format.number(minutes) })}
        </option>
      ))}
    </Select>
  );
}

/** Ends the grace of a suspended member who still runs something. */
export function StopNow({
  member,
  environments,
  reason,
}: RunningProps & { member: Pick<MemberItem, "id">; reason: string }) {
  const { t } = useTranslation();
  if (!environments.some(isUp)) return null;
  return (
    <form method="post" action={paths.suspendMember(member.id)}>
      <input type="hidden" name="reason" value={reason} />
      <input type="hidden" name="graceMinutes" value={0} />
      <Button tone="danger">{t("admin.memberStatus.stopNow")}</Button>
    </form>
  );
}
