import { useTranslation } from "react-i18next";
import type { NamePages, Pages } from "~/ui/view-models";
import { LinkButton } from "~/ui/kit/forms/button";

/** Links to the neighbouring pages of a list; nothing where the list fits on one. */
export function Pager({ pages, label }: { pages: Pages & NamePages; label: string }) {
  const { t } = useTranslation();
  const back = pages.newer ?? pages.previous;
  const on = pages.older ?? pages.next;
  const isByName = "previous" in pages || "next" in pages;
  if (!back && !on) return null;
  return (
    <nav aria-label={label} className="flex justify-between gap-2 border-t border-line px-5 py-3">
      {back ? (
        <LinkButton to={back} rel="prev" size="sm">
          {t(isByName ? "shell.kit.previous" : "shell.kit.newer")}
        </LinkButton>
      ) : (
        <span />
      )}
      {on && (
        <LinkButton to={on} rel="next" size="sm">
          {t(isByName ? "shell.kit.next" : "shell.kit.older")}
        </LinkButton>
      )}
    </nav>
  );
}
