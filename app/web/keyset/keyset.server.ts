/** A page of a list that is ordered by id, newest first, and its neighbours' addresses. The URL is the state. */
export type Keyset<I extends string> = { before?: I; after?: I; limit: number };

/** The id of a line of a log, which is a number. */
export function isLineId(value: unknown): value is string {
  return typeof value === "string" && /^\d{1,18}$/.test(value);
}

export function keysetOf<I extends string>(
  search: URLSearchParams,
  isId: (value: unknown) => value is I,
  size: number,
): Keyset<I> {
  const [before, after] = [search.get("before"), search.get("after")];
  // One more than is shown tells whether the list goes on.
  return { ...(isId(before) && { before }), ...(isId(after) && { after }), limit: size + 1 };
}

/** The rows to show of those that {@link keysetOf} asked for, and the links to the pages beside them. */
export function pageOf<T extends { id: string }>(
  rows: readonly T[],
  keyset: Keyset<string>,
  request: Request,
): { shown: T[]; pages: { newer?: string; older?: string } } {
  const size = keyset.limit - 1;
  const goesOn = rows.length > size;
  const shown = keyset.after ? rows.slice(-size) : rows.slice(0, size);
  const [first, last] = [shown.at(0), shown.at(-1)];
  const hasNewer = keyset.after ? goesOn : keyset.before !== undefined;
  const hasOlder = keyset.after ? true : goesOn;
  return {
    shown,
    pages: {
      ...(hasNewer && first && { newer: beside(request, "after", first.id) }),
      ...(hasOlder && last && { older: beside(request, "before", last.id) }),
    },
  };
}

function beside(request: Request, direction: "before" | "after", id: string): string {
  const url = new URL(request.url);
  url.searchParams.delete("before");
  url.searchParams.delete("after");
  url.searchParams.set(direction, id);
  return `${url.pathname}${url.search}`;
}
