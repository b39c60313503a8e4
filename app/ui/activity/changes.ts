/** One fact that a change touched; what was not there before, or is not any more, is absent. */
export type Change = { field: string; before?: unknown; after?: unknown };

type Facts = Readonly<Record<string, unknown>>;

/** What differs between before and after, in the order in which it was recorded. */
export function changesIn({ before = {}, after = {} }: { before?: Facts; after?: Facts }): Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
