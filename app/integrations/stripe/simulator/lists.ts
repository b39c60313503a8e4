import { textAt, type Form } from "./form";
import { wrong } from "./refusal";

type Kept = { id: string; created: number; payment_intent?: string; type?: string };

/** A list as Stripe gives it: newest first, in pages of `limit` (10 unless said) after `starting_after`, of those that the filters let through. */
export function listOf(drawer: ReadonlyMap<string, Kept>, { form, path }: { form: Form; path: string }) {
  const all = [...drawer.values()].reverse().filter((object) => isWanted(object, form));
  const after = textAt(form, "starting_after");
  const from = after === undefined ? 0 : all.findIndex((object) => object.id === after) + 1;
  const limit = Number(textAt(form, "limit") ?? 10);
  if (!(limit >= 1 && limit <= 100)) wrong("limit", "This value must be between 1 and 100.");
  const data = all.slice(from, from + limit);
  return { object: "list", data, has_more: from + limit < all.length, url: path };
}

function isWanted(object: Kept, form: Form): boolean {
  const payment = textAt(form, "payment_intent");
  const since = Number(textAt(form, "created.gte") ?? 0);
  const types = Object.values(form["types"] ?? {});
  return (
    (payment === undefined || object.payment_intent === payment) &&
    object.created >= since &&
    (types.length === 0 || types.includes(object.type ?? ""))
  );
}
