/** A page of a list that is ordered by name, from A on, and its neighbours' addresses. The URL is the state. */
type NameKeyset = { after?: string; before?: string; limit: number };

const LONGEST_NAME = 100;

/** What the address asks for, `size` to a page; a name that nothing can have is not asked for. */
export function nameKeysetOf(search: URLSearchParams, size: number): NameKeyset {
  const nameIn = (key: string) => {
    const name = search.get(key);
    return name && name.length <= LONGEST_NAME ? { [key]: name } : {};
  };
  // One more than is shown tells whether the list goes on.
  return { ...nameIn("after"), ...nameIn("before"), limit: size + 1 };
}

/** The rows to show of those that {@link nameKeysetOf} asked for, and the links to the pages beside them. */
export function namePageOf<T extends { name: string }>(
  rows: readonly T[],
  { before, after, limit }: NameKeyset,
  request: Request,
): { shown: T[]; pages: { previous?: string; next?: string } } {
  const size = limit - 1;
  const goesOn = rows.length > size;
  const shown = before ? rows.slice(-size) : rows.slice(0, size);
  const [first, last] = [shown.at(0), shown.at(-1)];
  const hasPrevious = before ? goesOn : after !== undefined;
  const hasNext = before ? true : goesOn;
  return {
    shown,
    pages: {
      ...(hasPrevious && first && { previous: beside(request, "before", first.name) }),
      ...(hasNext && last && { next: beside(request, "after", last.name) }),
    },
  };
}

function beside(request: Request, direction: "before" | "after", name: string): string {
  const { pathname } = new URL(request.url);
  return `${pathname}?${new URLSearchParams({ [direction]: name }).toString()}`;
}
