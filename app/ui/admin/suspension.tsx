import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { graces } from "~/domain/identity/suspension";
import { Button } from "../kit/button";
import { Select } from "../kit/field";
import { useFormat } from "../kit/format";
import { Time } from "../kit/time";
import type { EnvironmentItem, MemberItem } from "../shapes";

type RunningProps = { environments: EnvironmentItem[] };

const isUp = ({ state }: EnvironmentItem) => state === "creating" || state === "running";
const wasStopped = ({ state, reason }: EnvironmentItem) =>
  reason?.code === "ownerSuspended" && (state === "stopping" || state === "stopped");

/** What a suspension would stop, by name; said, too, where it is nothing. */
export function WhatRuns({ environments }: RunningProps) {
  const { t } = useTranslation();
  const running = environments.filter(isUp);
  if (running.length === 0) return <p className="text-sm text-soft">{t("admin.standing.nothingRuns")}</p>;
  return (
    <div className="grid gap-1 text-sm text-soft">
      <p>{t("admin.standing.runsNow")}</p>
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
          {t("admin.standing.stopsAt")} <Time at={stopsAt} />
        </p>
      )}
      <Names environments={running} />
      {stopped.length > 0 && <p>{t("admin.standing.wasStopped")}</p>}
      <Names environments={stopped} />
      {running.length + stopped.length === 0 && <p>{t("admin.standing.nothingRuns")}</p>}
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
      label={t("admin.standing.grace")}
      hint={t("admin.standing.graceHint")}
      name="graceMinutes"
      defaultValue={graces[0]}
    >
      {graces.map((minutes) => (
        <option key={minutes} value={minutes}>
          {minutes === 0
            ? t("admin.standing.graceNone")
            : t("admin.standing.graceMinutes", { count: minutes, n: format.number(minutes) })}
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
      <Button tone="danger">{t("admin.standing.stopNow")}</Button>
    </form>
  );
}
