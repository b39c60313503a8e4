import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { Viewer } from "~/domain/identity/viewer";
import { SkipLink, VisuallyHidden } from "~/ui/kit/forms/hidden";
import { Icon } from "~/ui/kit/icon";
import { Money } from "~/ui/kit/money";
import { NowProvider } from "~/ui/kit/live/now";
import type { Theme } from "~/ui/view-models";
import { ImpersonationBanner } from "./impersonation-banner";
import { Wordmark } from "./logo";
import { MemberMenu } from "./member-menu";
import { PhoneNavigation, SideNavigation } from "./navigation";

export type Credit = { amount: bigint; currency: string; isLow: boolean };

export type AppLayoutProps = {
  viewer: Viewer;
  theme: Theme;
  now: Date;
  /** The one that the member chose; else it is the browser's. */
  timeZone?: string;
  /** Absent while a member has no account yet. */
  credit?: Credit;
  /** About every page: the demo, maintenance. */
  notice?: ReactNode;
  children: ReactNode;
};

/** What stands round every page of a signed-in member. */
export function AppLayout({ viewer, theme, now, timeZone, credit, notice, children }: AppLayoutProps) {
  const { t } = useTranslation();
  return (
    <NowProvider now={now} timeZone={timeZone}>
      <SkipLink />
      <header className="sticky top-0 z-20 h-(--frame-top) border-b border-line bg-canvas">
        {viewer.impersonator && <ImpersonationBanner name={viewer.name} by={viewer.impersonator} />}
        <div className="mx-auto flex h-[calc(3.5rem-1px)] max-w-[84rem] items-center justify-between gap-3 px-4 sm:px-7">
          <Link to={paths.dashboard} className="flex min-h-10 items-center rounded-md">
            <Wordmark />
            <VisuallyHidden>{t("shell.nav.home")}</VisuallyHidden>
          </Link>
          <div className="flex items-center gap-1 sm:gap-3">
            {credit && <CreditChip credit={credit} />}
            <MemberMenu viewer={viewer} theme={theme} />
          </div>
        </div>
      </header>
      <div className="mx-auto max-w-[84rem] lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <SideNavigation isAdmin={viewer.isAdmin} />
        <main id="main" tabIndex={-1} className="min-w-0 px-4 pt-6 pb-28 outline-none sm:px-7 lg:pt-8 lg:pb-16">
          {notice}
          {children}
        </main>
      </div>
      <PhoneNavigation />
    </NowProvider>
  );
}

function CreditChip({ credit }: { credit: Credit }) {
  const { t } = useTranslation();
  return (
    <Link
      to={paths.billing}
      className={`inline-flex min-h-10 items-center gap-2 rounded-md px-2.5 text-sm hover:bg-sunken sm:min-h-9 ${credit.isLow ? "text-warn" : "text-soft"}`}
    >
      {credit.isLow && <Icon name="warning" className="size-4" />}
      <span className={credit.isLow ? "" : "max-sm:sr-only"}>
        {credit.isLow ? t("shell.credit.low") : t("shell.credit.label")}
      </span>
      <span className={credit.isLow ? "font-semibold" : "font-semibold text-ink"}>
        <Money amount={credit.amount} currency={credit.currency} />
      </span>
    </Link>
  );
}
