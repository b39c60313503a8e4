import { useMatches } from "@remix-run/react";
import { useTranslation } from "react-i18next";

/** Sentences that name pages. */
type TitleKey =
  | "account.sessions.title"
  | "signIn.setUp.title"
  | "account.title"
  | "activity.adminTitle"
  | "activity.title"
  | "account.data.title"
  | "account.signIns.title"
  | "impersonation.title"
  | "admin.addCluster"
  | "admin.clusters"
  | "billing.returnTitle"
  | "billing.title"
  | "environments.launchTitle"
  | "environments.delete"
  | "environments.title"
  | "keys.newTitle"
  | "keys.revokeTitle"
  | "keys.rotateTitle"
  | "keys.title"
  | "placement.title"
  | "shell.nav.admin_collection"
  | "shell.nav.admin_environments"
  | "shell.nav.admin_members"
  | "shell.nav.admin_overview"
  | "shell.nav.admin_payments"
  | "shell.nav.dashboard"
  | "signIn.title"
  | "usage.title"
  | "webhooks.add"
  | "webhooks.delete"
  | "webhooks.roll"
  | "webhooks.title";

/** What a page's route exports as `handle`: the key of its name. */
export type PageHandle = { title: TitleKey };

/** The document's title: the page that is open, then the product. */
export function usePageTitle(): string {
  const { t } = useTranslation();
  const handles = useMatches().map((match) => match.handle as PageHandle | undefined);
  const named = handles.findLast((handle) => handle !== undefined);
  return named ? `${t(named.title)} · Atrium` : "Atrium";
}
