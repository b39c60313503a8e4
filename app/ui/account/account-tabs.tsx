import { NavLink } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";

/** The pages about oneself, in order. */
const places = [
  { to: paths.account, name: "profile" },
  { to: paths.accountSignIns, name: "signIns" },
  { to: paths.accountSessions, name: "sessions" },
  { to: paths.accountKeys, name: "keys" },
  { to: paths.accountWebhooks, name: "webhooks" },
  { to: paths.activity, name: "activity" },
  { to: paths.accountData, name: "data" },
] as const;

/** Leads from one page about oneself to the others. On a phone the row scrolls by itself. */
export function AccountTabs() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("account.tabs.label")} className="mb-6 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {places.map(({ to, name }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === paths.account}
              prefetch="intent"
              className="-mb-px flex min-h-10 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {t(`account.tabs.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
