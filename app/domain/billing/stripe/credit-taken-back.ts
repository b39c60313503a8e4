import { divideHalfEven, nano, type Nano } from "~/core/money";

/** Money of a payment that went back, or that a bank holds: a refund or a dispute. `amount` is in whole minor units, with tax. */
export type MoneyBack = { id: string; object: "refund" | "dispute"; amount: bigint; created: number };

/**
 * How much of the credit `given` for a payment each refund and dispute takes back, by its id. `paid` is what was collected for it, with
 * tax, in the minor units of `reversals`. In all it is `given × min(sent back, paid) ÷ paid`, rounded half to even to the nano: in
 * proportion, all of it when all went back, never more. Each takes the difference that it makes, refunds first and then disputes, in the
 * order in which they began, so that the parts add up exactly.
 */
export function creditTakenBack(given: Nano, paid: bigint, reversals: readonly MoneyBack[]): Map<string, Nano> {
  const taken = new Map<string, Nano>();
  let [sentBack, takenBefore] = [0n, 0n];
  for (const { id, amount } of inOrder(reversals)) {
    sentBack += amount;
    const takenByNow = paid > 0n ? divideHalfEven(given * smaller(sentBack, paid), paid) : 0n;
    taken.set(id, nano(takenByNow - takenBefore));
    takenBefore = takenByNow;
  }
  return taken;
}

function inOrder(reversals: readonly MoneyBack[]): MoneyBack[] {
  const isDispute = ({ object }: MoneyBack) => Number(object === "dispute");
  return reversals.toSorted((a, b) => isDispute(a) - isDispute(b) || a.created - b.created || (a.id < b.id ? -1 : 1));
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
