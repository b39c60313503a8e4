import { Outlet } from "@remix-run/react";
import { fetchSentencesApart } from "~/core/i18n/sentences";

/** Without one the server would not show the page before the browser has the sentences. */
export function loader() {
  return null;
}

export async function clientLoader() {
  await fetchSentencesApart();
  return null;
}

/** Round the pages for admins; each guards itself. */
export default function Administration() {
  return <Outlet />;
}
