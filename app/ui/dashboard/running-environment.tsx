import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { EnvironmentActions } from "~/ui/environments/actions";
import { StatusNotes } from "~/ui/environments/status-words";
import { HourlyPrice, Money } from "~/ui/kit/money";
import { StatusPill, statusOf } from "~/ui/kit/status-pill";
import { Elapsed } from "~/ui/kit/time";
import type { EnvironmentItem } from "~/ui/view-models";

/** An environment at work: what it is, how long it has been on, what that cost, and the way in. */
export function RunningEnvironment({ environment, currency }: { environment: EnvironmentItem; currency: string }) {
  const { t } = useTranslation();
  return (
    <li className="grid gap-x-6 gap-y-3 border-t border-line px-5 py-4 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <Link
            to={paths.environment(environment.id)}
            prefetch="intent"
            className="text-lg font-semibold underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            <bdi>{environment.name}</bdi>
          </Link>
          <StatusPill status={statusOf(environment)} />
        </div>
        <div className="mt-1 grid gap-0.5 empty:hidden">
          <StatusNotes environment={environment} />
        </div>
      </div>
      <div className="has-[>:empty]:hidden max-md:order-last">
        <EnvironmentActions environment={environment} size="md" />
      </div>
      <dl className="grid grid-cols-2 gap-x-7 gap-y-2 text-sm sm:flex sm:flex-wrap md:col-span-2">
        <Fact label={t("environments.column.size")}>
          <bdi>{environment.size.name}</bdi>
        </Fact>
        {environment.startedAt && (
          <Fact label={t("environments.column.uptime")}>
            <Elapsed since={environment.startedAt} everyMs={30_000} />
          </Fact>
        )}
        {environment.costSoFar !== undefined && (
          <Fact label={t("environments.column.cost")}>
            <Money amount={environment.costSoFar} currency={currency} />
          </Fact>
        )}
        <Fact label={t("environments.column.price")}>
          <HourlyPrice amount={environment.size.pricePerHour} currency={currency} />
        </Fact>
      </dl>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
