import { Outlet, useRouteError } from "@remix-run/react";
import { ErrorPage } from "~/ui/shell/error-page";
import { errorPageProps } from "~/ui/shell/route-error";

export default function Content() {
  return <Outlet />;
}

/** What goes wrong on a page is said inside the frame, so that people can go on from there. */
export function ErrorBoundary() {
  return <ErrorPage {...errorPageProps(useRouteError())} />;
}
