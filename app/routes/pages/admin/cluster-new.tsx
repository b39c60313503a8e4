import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { paths } from "~/core/paths";
import { connectClusterInput } from "~/domain/clusters/connections/connect-cluster-input";
import { connectCluster } from "~/domain/clusters/connections/connect-cluster.server";
import { AdminClusterNewScreen } from "~/ui/admin/clusters/cluster-new-screen";
import { submitForm } from "~/web/forms/submit-form.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "admin.addCluster" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  return {};
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const answer = await submitForm(request, connectClusterInput, async (input) => {
    const { id, admitted } = await connectCluster(viewer, input);
    return redirect(`${paths.adminCluster(id)}?admitted=${admitted}`);
  });
  if ("data" in answer) {
    // What was typed goes back to the form; what is secret does not.
    delete answer.data.values["hopsworksKey"];
    delete answer.data.values["hubToken"];
  }
  return answer;
}

export default function AdminClusterNew() {
  return <AdminClusterNewScreen {...useActionData<typeof action>()} />;
}
