import type { Form } from "./form";
import { textAt, textsAt } from "./form";
import { listOf } from "./lists";
import type { Memory } from "./memory";
import { customerObject, refundObject, seconds, sessionObject, type Payment, type Session } from "./objects";
import { missing, StripeRefusal, wrong } from "./refusal";

export type Call = { method: string; path: string; form: Form; base: string };

/** What Stripe takes for a checkout session, as far as this stand-in knows it. Anything else is refused, as Stripe does. */
const sessionParameters = new Set([
  ...["mode", "customer", "client_reference_id", "metadata", "line_items", "payment_intent_data", "invoice_creation"],
  ...["adaptive_pricing", "expires_at", "success_url", "cancel_url", "expand"],
]);

type Answer = (memory: Memory, call: Call, id: string) => unknown;

const routes: [method: string, path: RegExp, answer: Answer][] = [
  ["POST", /^\/v1\/customers$/, createCustomer],
  ["GET", /^\/v1\/customers\/(\w+)$/, (memory, _, id) => memory.customers.get(id) ?? missing("customer", id)],
  ["POST", /^\/v1\/checkout\/sessions$/, createSession],
  ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, (memory, call, id) => shown(memory, sessionIn(memory, id), call.form)],
  ["POST", /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, expireSession],
  [
    "GET",
    /^\/v1\/payment_intents\/(\w+)$/,
    (memory, _, id) => memory.payments.get(id) ?? missing("payment_intent", id),
  ],
  ["POST", /^\/v1\/refunds$/, createRefund],
  ["GET", /^\/v1\/refunds$/, (memory, call) => listOf(memory.refunds, call)],
  ["GET", /^\/v1\/disputes$/, (memory, call) => listOf(memory.disputes, call)],
  ["GET", /^\/v1\/events$/, (memory, call) => listOf(memory.events, call)],
];

/** Answers one call of Stripe's API, or throws {@link StripeRefusal}. */
export function answerOf(memory: Memory, call: Call): unknown {
  for (const [method, path, answer] of routes) {
    const match = call.method === method ? path.exec(call.path) : null;
    if (match) return answer(memory, call, match[1] ?? "");
  }
  throw new StripeRefusal(404, `Unrecognized request URL (${call.method}: ${call.path}).`);
}

/** The session, which is over when its time is. */
export function sessionIn(memory: Memory, id: string): Session {
  const session = memory.sessions.get(id) ?? missing("checkout.session", id);
  if (session.status === "open" && session.expires_at <= seconds()) end(session);
  return session;
}

/** A session that nobody can pay any more. */
export function end(session: Session): void {
  session.status = "expired";
  session.url = null;
}

/** As Stripe sends it: without what is the simulator's own, with what was asked to be expanded. */
export function shown(memory: Memory, { kept: _kept, ...session }: Session, form: Form = {}): object {
  const expanded = Object.values(form["expand"] ?? {}).includes("payment_intent") && session.payment_intent;
  return expanded ? { ...session, payment_intent: memory.payments.get(expanded) ?? null } : session;
}

function createCustomer(memory: Memory, { form }: Call) {
  const text = (key: string) => textAt(form, key) ?? null;
  const customer = customerObject({ email: text("email"), name: text("name"), metadata: textsAt(form, "metadata") });
  memory.customers.set(customer.id, customer);
  return customer;
}

function createSession(memory: Memory, { form, base }: Call) {
  for (const parameter of Object.keys(form))
    if (!sessionParameters.has(parameter))
      wrong(parameter, `Received unknown parameter: ${parameter}`, "parameter_unknown");
  const text = (path: string) =>
    textAt(form, path) ?? wrong(path, `Missing required param: ${path}.`, "parameter_missing");
  if (text("mode") !== "payment") wrong("mode", "This stand-in knows the mode payment alone.");
  const customer = textAt(form, "customer") ?? null;
  if (customer && !memory.customers.has(customer)) missing("customer", customer, "customer");
  const item = "line_items.0.price_data";
  const session = sessionObject(
    {
      customer,
      client_reference_id: textAt(form, "client_reference_id") ?? null,
      metadata: textsAt(form, "metadata"),
      currency: text(`${item}.currency`),
      amount:
        whole(text(`${item}.unit_amount`), `${item}.unit_amount`) *
        whole(text("line_items.0.quantity"), "line_items.0.quantity"),
      name: text(`${item}.product_data.name`),
      payment_metadata: textsAt((form["payment_intent_data"] ?? {}) as Form, "metadata"),
      success_url: text("success_url"),
      cancel_url: textAt(form, "cancel_url") ?? null,
      expires_at: timeToPay(textAt(form, "expires_at")),
    },
    base,
  );
  memory.sessions.set(session.id, session);
  return shown(memory, session);
}

function timeToPay(given: string | undefined): number {
  const now = seconds();
  const at = given === undefined ? now + 24 * 3600 : whole(given, "expires_at");
  if (at < now + 30 * 60 || at > now + 24 * 3600)
    wrong(
      "expires_at",
      "The `expires_at` timestamp must be between 30 minutes and 24 hours after Checkout Session creation.",
    );
  return at;
}

function whole(text: string, param: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : wrong(param, `Invalid integer: ${text}`, "parameter_invalid_integer");
}

function expireSession(memory: Memory, _: Call, id: string) {
  const session = sessionIn(memory, id);
  if (session.status !== "open") wrong("id", 'Only Checkout Sessions with a status in ["open"] can be expired.');
  end(session);
  return shown(memory, session);
}

function createRefund(memory: Memory, { form }: Call) {
  const id =
    textAt(form, "payment_intent") ??
    wrong("payment_intent", "Missing required param: payment_intent.", "parameter_missing");
  const payment: Payment = memory.payments.get(id) ?? missing("payment_intent", id, "payment_intent");
  const refund = refundObject(payment, whole(textAt(form, "amount") ?? String(payment.amount), "amount"), "succeeded");
  memory.refunds.set(refund.id, refund);
  return refund;
}
