import { NavLink, useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";

/** The pages of the account: who one is and how one comes in, what programs may, what was done. */
const places = [
  { to: paths.account, name: "profile" },
  { to: paths.accountSessions, name: "sessions" },
  { to: paths.accountSignIns, name: "signIns" },
  { to: paths.accountKeys, name: "keys" },
  { to: paths.accountWebhooks, name: "webhooks" },
  { to: paths.accountData, name: "data" },
  { to: paths.activity, name: "activity" },
] as const;

/** Leads from one page about oneself to the others. On a phone the row scrolls by itself, to where one is. */
export function AccountTabs() {
  const { t } = useTranslation();
  return (
    <nav
      ref={useRowThatShowsWhereOneIs()}
      aria-label={t("account.tabs.label")}
      className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] sm:-mx-7 sm:px-7 lg:mx-0 lg:-mt-2 lg:px-0"
    >
      <ul className="flex gap-1">
        {places.map(({ to, name }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === paths.account}
              prefetch="intent"
              className="flex min-h-10 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-soft transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {t(`account.tabs.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useRowThatShowsWhereOneIs() {
  const row = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const showHere = () => {
      const here = row.current?.querySelector("[aria-current=page]")?.getBoundingClientRect();
      const frame = row.current?.getBoundingClientRect();
      if (here && frame) row.current?.scrollBy({ left: here.x + here.width / 2 - (frame.x + frame.width / 2) });
    };
    showHere();
    window.addEventListener("resize", showHere);
    return () => window.removeEventListener("resize", showHere);
  }, [pathname]);
  return row;
}
