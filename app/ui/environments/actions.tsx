import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton, PlainLinkButton } from "~/ui/kit/forms/button";
import type { EnvironmentItem } from "~/ui/view-models";

type Look = { size?: "md" | "sm" };

/** The one thing most wanted of a running environment. It opens beside the portal, and only while its hub answers. */
export function OpenButton({ environment, size }: { environment: EnvironmentItem } & Look) {
  const { t } = useTranslation();
  if (environment.state !== "running" || !environment.hubReachable) return null;
  return (
    <PlainLinkButton
      href={paths.openEnvironment(environment.id)}
      target="_blank"
      rel="noopener"
      tone="primary"
      size={size}
      icon="open"
      aria-label={t("environments.openNamed", { name: environment.name })}
    >
      {t("environments.open")}
    </PlainLinkButton>
  );
}

/** Stops without asking: files stay, and it can be started again. Also calls off a start. */
export function StopButton({ environment, size }: { environment: EnvironmentItem } & Look) {
  const { t } = useTranslation();
  if (environment.state !== "running" && environment.state !== "creating") return null;
  if (!environment.hubReachable) return null;
  const isStarting = environment.state === "creating";
  return (
    <ActionButton
      action={paths.stopEnvironment(environment.id)}
      size={size}
      icon={isStarting ? "close" : "stop"}
      busy={t("environments.stoppingNow")}
      label={t(isStarting ? "environments.cancelNamed" : "environments.stopNamed", { name: environment.name })}
    >
      {t(isStarting ? "environments.cancel" : "environments.stop")}
    </ActionButton>
  );
}

export function StartButton({ environment, size, tone }: { environment: EnvironmentItem; tone?: "primary" } & Look) {
  const { t } = useTranslation();
  if (environment.state !== "stopped" && environment.state !== "failed") return null;
  if (!environment.hubReachable) return null;
  const failed = environment.state === "failed";
  return (
    <ActionButton
      action={paths.startEnvironment(environment.id)}
      size={size}
      tone={tone}
      icon="start"
      busy={t("environments.startingNow")}
      label={t(failed ? "environments.retryNamed" : "environments.startNamed", { name: environment.name })}
    >
      {t(failed ? "environments.retry" : "environments.start")}
    </ActionButton>
  );
}

/** Whatever can be done with it now. */
export function EnvironmentActions({ environment, size = "sm" }: { environment: EnvironmentItem } & Look) {
  return (
    <div className="flex flex-wrap items-center gap-2 empty:hidden xl:flex-nowrap xl:justify-end">
      <StopButton environment={environment} size={size} />
      <StartButton environment={environment} size={size} />
      <OpenButton environment={environment} size={size} />
    </div>
  );
}
