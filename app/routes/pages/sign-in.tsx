import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { paths, safeReturnTo } from "~/core/paths";
import { MinimalLayout } from "~/ui/shell/minimal-layout";
import { SignInScreen } from "~/ui/sign-in/sign-in-screen";
import { clustersAtADistance } from "~/web/clusters-at-a-distance.server";
import { preferencesOf } from "~/web/forms/preferences.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { findViewer } from "~/web/session/viewer.server";

export const handle = { title: "signIn.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const returnTo = safeReturnTo(searchParams.get("to"));
  if (await findViewer(request)) throw redirect(returnTo ?? paths.dashboard);
  const [{ theme }, clusters] = await Promise.all([preferencesOf(request), clustersAtADistance()]);
  return {
    theme,
    returnTo,
    instance: new URL(env().APP_URL).host,
    clusters,
    problem: problemAskedFor(searchParams),
    demoCast: env().ATRIUM_MODE === "demo",
    now: clock.now(),
  };
}

export default function SignIn() {
  const { theme, now, ...screen } = useLoaderData<typeof loader>();
  return (
    <MinimalLayout theme={theme} now={now}>
      <SignInScreen {...screen} />
    </MinimalLayout>
  );
}
