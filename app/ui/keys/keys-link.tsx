import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Icon } from "../kit/icon";

/** The way back to the list. */
export function KeysLink() {
  const { t } = useTranslation();
  return (
    <Link to={paths.accountKeys} className="inline-flex items-center gap-1 text-soft hover:text-ink">
      <Icon name="forward" className="size-4 rotate-180" />
      {t("keys.title")}
    </Link>
  );
}
