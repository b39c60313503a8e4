import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { SECOND } from "~/core/clock";
import { paths } from "~/core/paths";
import { ActionButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { useNow } from "~/ui/kit/live/now";
import { Time } from "~/ui/kit/time";

export type ImpersonationBannerProps = { name: string; by: { name: string; until: Date } };

/** Over every page while an admin impersonates a member: whom, who the admin is, for how long yet, and the way out. */
export function ImpersonationBanner({ name, by }: ImpersonationBannerProps) {
  const { t } = useTranslation();
  return (
    <section
      data-impersonation
      aria-label={t("impersonation.banner")}
      className="h-12 border-b border-warn/50 bg-warn-wash text-sm text-ink"
    >
      <div className="mx-auto flex h-full max-w-[84rem] items-center gap-3 px-4 sm:px-7">
        <Icon name="eye" className="size-5 text-warn" />
        <p className="line-clamp-2 min-w-0 flex-1 leading-tight md:line-clamp-1">
          <strong className="font-semibold">{t("impersonation.viewedAs", { name })}</strong>
          <span className="max-md:sr-only">
            {" · "}
            {t("impersonation.by", { admin: by.name })} <Time at={by.until} as="clock" />
          </span>
        </p>
        <TimeLeft until={by.until} />
        <ActionButton action={paths.endImpersonation} size="sm" busy={t("impersonation.ending")}>
          {t("impersonation.end")}
        </ActionButton>
      </div>
    </section>
  );
}

/** Counts down, and asks for the page anew when nothing is left: it is the admin's own again. */
function TimeLeft({ until }: { until: Date }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { revalidate } = useRevalidator();
  const left = until.getTime() - useNow(SECOND).getTime();
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) revalidate();
  }, [isOver, revalidate]);
  return <span className="whitespace-nowrap">{t("impersonation.left", { time: format.duration(left) })}</span>;
}
