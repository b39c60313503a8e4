import { Link, useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { Viewer } from "~/domain/identity/viewer";
import { Button } from "~/ui/kit/forms/button";
import { VisuallyHidden } from "~/ui/kit/forms/hidden";
import { Icon } from "~/ui/kit/icon";
import type { Theme } from "~/ui/view-models";
import { AdminPlaces } from "./navigation";
import { LanguageSwitch, ThemeSwitch } from "./preferences";

/** Who is signed in, and what is theirs to set. A `details` element: it opens without a script. */
export function MemberMenu({ viewer, theme }: { viewer: Viewer; theme: Theme }) {
  const { t } = useTranslation();
  const menu = useMenuThatCloses();
  return (
    <details ref={menu} className="relative">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded-md px-2 font-medium hover:bg-sunken sm:min-h-9">
        <span
          aria-hidden
          className="grid size-7 place-items-center rounded-sm bg-accent-wash text-sm font-semibold text-accent"
        >
          {initialOf(viewer.name)}
        </span>
        <span className="max-w-40 truncate max-sm:sr-only">
          <bdi>{viewer.name}</bdi>
        </span>
        <VisuallyHidden>{t("shell.menu.label")}</VisuallyHidden>
        <Icon name="chevron" className="size-4 text-faint" />
      </summary>
      <div className="absolute end-0 top-full z-30 mt-1.5 w-72 rounded-lg border border-line bg-surface p-4 shadow-overlay">
        <p className="font-semibold">
          <bdi>{viewer.name}</bdi>
        </p>
        <p className="truncate text-sm text-faint">
          <bdi dir="ltr">{viewer.email}</bdi>
        </p>
        <Link
          to={paths.account}
          className="mt-2 -ms-2 inline-flex min-h-10 items-center rounded-md px-2 text-soft underline decoration-line underline-offset-4 hover:text-ink hover:decoration-accent sm:min-h-8"
        >
          {t("shell.menu.account")}
        </Link>
        {viewer.isAdmin && (
          <div className="lg:hidden">
            <AdminPlaces />
          </div>
        )}
        <dl className="mt-4 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 border-t border-line pt-4 text-sm text-soft">
          <dt>{t("shell.menu.language")}</dt>
          <dd className="justify-self-end">
            <LanguageSwitch />
          </dd>
          <dt>{t("shell.menu.theme")}</dt>
          <dd className="justify-self-end">
            <ThemeSwitch theme={theme} />
          </dd>
        </dl>
        <form method="post" action={paths.signOut} className="mt-4 grid border-t border-line pt-4">
          <Button>{t("shell.menu.signOut")}</Button>
        </form>
      </div>
    </details>
  );
}

/** With a script, the menu also closes on Escape, on a click beside it, and when the page changes. */
function useMenuThatCloses() {
  const menu = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  useEffect(() => menu.current?.removeAttribute("open"), [key]);
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector("summary")?.focus();
    };
    const closeBeside = (event: PointerEvent) => {
      if (menu.current?.open && !menu.current.contains(event.target as Node)) menu.current.open = false;
    };
    document.addEventListener("keydown", closeOnEscape);
    document.addEventListener("pointerdown", closeBeside);
    return () => {
      document.removeEventListener("keydown", closeOnEscape);
      document.removeEventListener("pointerdown", closeBeside);
    };
  }, []);
  return menu;
}

const initialOf = (name: string) => Array.from(name.trim())[0]?.toLocaleUpperCase() ?? "·";
