import { Outlet } from "@remix-run/react";
import { fetchSentencesApart } from "~/core/i18n/sentences";
import { AccountTabs } from "~/ui/account/account-tabs";

/** Without one the server would not show the page before the browser has the sentences. */
export function loader() {
  return null;
}

export async function clientLoader() {
  await fetchSentencesApart();
  return null;
}

/** The layout of the account pages: tabs lead from each to the others. */
export default function AccountLayout() {
  return (
    <>
      <AccountTabs />
      <Outlet />
    </>
  );
}
