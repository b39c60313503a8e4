import { NavLink } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Icon, type IconName } from "~/ui/kit/icon";
import { adminPlaces, memberPlaces } from "./places";

/** The places beside the page, where there is room for them. */
export function SideNavigation({ isAdmin }: { isAdmin: boolean }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.nav.label")} className="sticky top-(--frame-top) hidden self-start py-6 ps-4 lg:block">
      <ul className="grid gap-0.5">
        {memberPlaces.map((place) => (
          <SideLink key={place.to} to={place.to} icon={place.icon} name={t(`shell.nav.${place.name}`)} />
        ))}
      </ul>
      {isAdmin && <AdminPlaces />}
    </nav>
  );
}

/** The admin's places under their heading; on a phone they live in the member menu. */
export function AdminPlaces() {
  const { t } = useTranslation();
  return (
    <>
      <p className="mt-6 mb-1.5 ps-3 text-sm font-medium text-faint">{t("shell.nav.admin")}</p>
      <ul className="grid gap-0.5">
        {adminPlaces.map((place) => (
          <SideLink
            key={place.to}
            to={place.to}
            icon={place.icon}
            name={t(`shell.nav.admin_${place.name}`)}
            end={place.to === paths.admin}
          />
        ))}
      </ul>
    </>
  );
}

function SideLink({ to, icon, name, end }: { to: string; icon: IconName; name: string; end?: boolean }) {
  return (
    <li>
      <NavLink
        to={to}
        end={end}
        prefetch="intent"
        className="flex items-center gap-3 rounded-md border-s-2 border-transparent py-1.5 ps-2.5 pe-3 text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:border-accent aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink"
      >
        <Icon name={icon} />
        {name}
      </NavLink>
    </li>
  );
}

/** The same four places under the thumb. */
export function PhoneNavigation() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("shell.nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-4">
        {memberPlaces.map((place) => (
          <li key={place.to}>
            <NavLink
              to={place.to}
              className="grid justify-items-center gap-0.5 border-t-2 border-transparent pt-1.5 pb-2 text-xs text-soft aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              <Icon name={place.icon} />
              {t(`shell.nav.${place.name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
