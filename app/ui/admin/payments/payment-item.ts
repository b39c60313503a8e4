import type { PurchaseId, UserId } from "~/core/id";

/** A payment that is not what was asked for, as a line of the list. */
export type PaymentItem = {
  id: PurchaseId;
  owner: { id: UserId; name: string; email: string };
  /** What was asked for. */
  amount: bigint;
  currency: string;
  createdAt: Date;
  resolution?: { by: { id: UserId; name: string; email: string }; amount: bigint; reason: string; at: Date };
};

/** What Stripe says of it now; what it left out is absent. */
export type StripeFacts = {
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  currency?: string;
  subtotal?: bigint;
  total?: bigint;
  reference?: string;
  sentBack?: bigint;
};

/** The same, beside what Stripe says. */
export type PaymentDetail = PaymentItem & {
  sessionId: string | null;
  stripe: StripeFacts | "unavailable" | "unknown";
};
