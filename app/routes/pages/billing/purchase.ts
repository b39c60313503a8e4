import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { purchaseCreditsInput } from "~/domain/billing/purchases/purchase-credits-input";
import { purchaseCredits } from "~/domain/billing/purchases/purchase-credits.server";
import { readForm } from "~/web/forms/read-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const form = Object.fromEntries(await readForm(request));
  const read = purchaseCreditsInput.safeParse(form);
  if (!read.success) {
    const typed = typeof form["amount"] === "string" ? form["amount"].slice(0, 20) : "";
    return redirect(
      `${paths.billing}?${String(new URLSearchParams({ problem: read.error.issues[0]?.message ?? "amountNotMoney", amount: typed }))}`,
    );
  }
  return redirectWithProblem(paths.billing, async () =>
    redirect((await purchaseCredits(viewer, read.data)).checkoutUrl, 303),
  );
}

export function loader() {
  return redirect(paths.billing);
}
