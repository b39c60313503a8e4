import { useTranslation } from "react-i18next";
import type { Pages } from "../shapes";
import { LinkButton } from "./button";

/** Links to the neighbouring pages of a list; nothing where the list fits on one. */
export function Pager({ pages, label }: { pages: Pages; label: string }) {
  const { t } = useTranslation();
  if (!pages.newer && !pages.older) return null;
  return (
    <nav aria-label={label} className="flex justify-between gap-2 border-t border-line px-5 py-3">
      {pages.newer ? (
        <LinkButton to={pages.newer} rel="prev" size="sm">
          {t("shell.kit.newer")}
        </LinkButton>
      ) : (
        <span />
      )}
      {pages.older && (
        <LinkButton to={pages.older} rel="next" size="sm">
          {t("shell.kit.older")}
        </LinkButton>
      )}
    </nav>
  );
}
