import { end, sessionIn, shown } from "./api";
import type { Memory } from "./memory";
import {
  disputeObject,
  eventObject,
  paymentObject,
  refundObject,
  type Payment,
  type PaymentStatus,
  type Session,
} from "./objects";
import { missing } from "./refusal";
import type { Webhooks } from "./webhooks";

type Forged = Partial<
  Pick<Session, "amount_subtotal" | "amount_total" | "currency" | "client_reference_id" | "payment_status">
>;

/** What people and banks do; each sends the event that tells of it. */
export type Till = ReturnType<typeof tillOf>;

export function tillOf(memory: Memory, webhooks: Webhooks) {
  const tell = (type: string, object: object): string => {
    const event = eventObject(type, structuredClone(object));
    memory.events.set(event.id, event);
    memory.keep();
    webhooks.send(event);
    return event.id;
  };
  return {
    ...atTheCheckout(memory, tell),
    ...afterwards(memory, tell),
    /** Stripe no longer has the customer: somebody deleted it, or the key is of the other mode. */
    forgetCustomer: (customerId: string) => memory.customers.delete(customerId),
    /** Stripe's list of events goes back for thirty days; what was delivered stays delivered. */
    forgetEvents: () => memory.events.clear(),
    /** Another test's payments are none of this one's. */
    forgetEverything: () =>
      [memory.sessions, memory.payments, memory.refunds, memory.disputes, memory.events].forEach((drawer) =>
        drawer.clear(),
      ),
    /** Sends an event once more. */
    redeliver: (eventId: string) => webhooks.send(memory.events.get(eventId) ?? missing("event", eventId)),
  };
}

type Tell = (type: string, object: object) => string;

/** Each returns the id of the event it sent. */
function atTheCheckout(memory: Memory, tell: Tell) {
  const complete = (sessionId: string, status: PaymentStatus, forged: Forged = {}) => {
    const session = sessionIn(memory, sessionId);
    Object.assign(session, forged.amount_total !== undefined && { amount_total: forged.amount_total });
    const payment = paymentObject(session, status);
    memory.payments.set(payment.id, payment);
    const payment_status = status === "succeeded" ? "paid" : "unpaid";
    Object.assign(session, { status: "complete", payment_status, payment_intent: payment.id, url: null }, forged);
    return tell("checkout.session.completed", shown(memory, session));
  };
  return {
    /** Somebody pays the open session. `forged` is what Stripe then says was paid: with tax (`amount_total`), or for tests of distrust. */
    pay: (sessionId: string, forged?: Forged) => complete(sessionId, "succeeded", forged),
    /** Somebody pays by a method that takes days; `finishLater` says how it ended. */
    payLater: (sessionId: string) => complete(sessionId, "processing"),
    finishLater: (sessionId: string, outcome: "succeeded" | "failed") => {
      const session = sessionIn(memory, sessionId);
      paymentOf(memory, sessionId).status = outcome === "succeeded" ? "succeeded" : "requires_payment_method";
      if (outcome === "succeeded") session.payment_status = "paid";
      return tell(`checkout.session.async_payment_${outcome}`, shown(memory, session));
    },
    expire: (sessionId: string) => {
      const session = sessionIn(memory, sessionId);
      end(session);
      return tell("checkout.session.expired", shown(memory, session));
    },
  };
}

/** Each returns the id of the refund or dispute. */
function afterwards(memory: Memory, tell: Tell) {
  return {
    /** Money goes back: all of it, or `amount` minor units. */
    refund: (sessionId: string, amount?: number, status = "succeeded") => {
      const payment = paymentOf(memory, sessionId);
      const refund = refundObject(payment, amount ?? payment.amount, status);
      memory.refunds.set(refund.id, refund);
      tell("charge.refunded", {
        id: `ch_of_${payment.id}`,
        object: "charge",
        payment_intent: payment.id,
        amount_refunded: refund.amount,
      });
      return refund.id;
    },
    failRefund: (refundId: string) => {
      const refund = memory.refunds.get(refundId) ?? missing("refund", refundId);
      refund.status = "failed";
      tell("refund.failed", refund);
      return refundId;
    },
    /** The bank takes the payment (or `amount` of it) back, or says how that ended; one dispute per session. */
    dispute: (sessionId: string, status: string, amount?: number) => {
      const payment = paymentOf(memory, sessionId);
      const known = [...memory.disputes.values()].find((dispute) => dispute.payment_intent === payment.id);
      const dispute = Object.assign(known ?? disputeObject(payment, status), { status, ...(amount && { amount }) });
      memory.disputes.set(dispute.id, dispute);
      tell(known ? "charge.dispute.updated" : "charge.dispute.created", dispute);
      return dispute.id;
    },
  };
}

function paymentOf(memory: Memory, sessionId: string): Payment {
  const { payment_intent } = sessionIn(memory, sessionId);
  return memory.payments.get(payment_intent ?? "") ?? missing("payment_intent", String(payment_intent));
}
