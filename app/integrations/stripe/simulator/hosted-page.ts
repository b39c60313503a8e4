import { sessionIn } from "./api";
import { checkoutPage, closedPage } from "./checkout-page";
import type { Memory } from "./memory";
import type { Session } from "./objects";
import type { Till } from "./till";

export type PageAnswer = { status: number; html: string } | { status: 303; location: string };

/** Answers the hosted checkout: `/c/pay/<session>` shows it, `…/pay` and `…/cancel` are its buttons. */
export function pageAnswer(
  memory: Memory,
  till: Till & { declines: number },
  method: string,
  path: string,
): PageAnswer {
  const [, id = "", button] = /^\/c\/pay\/(\w+)(?:\/(pay|cancel))?$/.exec(path) ?? [];
  if (!memory.sessions.has(id)) return { status: 404, html: closedPage("There is no such checkout") };
  const session = sessionIn(memory, id);
  if (session.status === "complete") return { status: 410, html: closedPage("This has been paid") };
  if (session.status === "expired") return { status: 410, html: closedPage("This checkout has expired") };
  if (button === undefined || method !== "POST") return { status: 200, html: checkoutPage(session) };
  return button === "cancel"
    ? { status: 303, location: session.cancel_url ?? session.success_url }
    : pressPay(till, session);
}

function pressPay(till: Till & { declines: number }, session: Session): PageAnswer {
  if (till.declines > 0) {
    till.declines -= 1;
    return { status: 402, html: checkoutPage(session, "The card was declined. Try again.") };
  }
  till.pay(session.id);
  return { status: 303, location: session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id) };
}
