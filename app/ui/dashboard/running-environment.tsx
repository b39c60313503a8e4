import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { EnvironmentActions } from "../environments/actions";
import { StatusWords } from "../environments/status-words";
import { HourlyPrice, Money } from "../kit/money";
import { Elapsed } from "../kit/time";
import type { EnvironmentItem } from "../shapes";

/** An environment at work: what it is, how long it has been on, what that cost, and the way in. */
export function RunningEnvironment({ environment, currency }: { environment: EnvironmentItem; currency: string }) {
  const { t } = useTranslation();
  return (
    <li className="grid gap-x-6 gap-y-4 border-t border-line px-5 py-4 first:border-t-0 md:grid-cols-[1fr_auto] md:items-center">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link to={paths.environment(environment.id)} prefetch="intent" className="text-lg font-semibold underline decoration-line underline-offset-4 hover:decoration-accent">
            <bdi>{environment.name}</bdi>
          </Link>
          <StatusWords environment={environment} />
        </div>
        <p className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-soft">
          <bdi>{environment.size.name}</bdi>
          {environment.startedAt && (
            <span>
              {t("environments.column.uptime")} <Elapsed since={environment.startedAt} everyMs={30_000} />
            </span>
          )}
          {environment.costSoFar !== undefined && (
            <span>
              {t("environments.column.cost")} <Money amount={environment.costSoFar} currency={currency} />
            </span>
          )}
          <HourlyPrice amount={environment.size.pricePerHour} currency={currency} />
        </p>
      </div>
      <EnvironmentActions environment={environment} size="md" />
    </li>
  );
}
