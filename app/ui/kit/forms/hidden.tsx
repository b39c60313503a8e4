import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Words for those who cannot see what the page shows. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}

/** The first stop of the Tab key: past the navigation, to what the page is about. */
export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#main"
      className="fixed start-3 top-3 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
    >
      {t("shell.kit.skip")}
    </a>
  );
}
