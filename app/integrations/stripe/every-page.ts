import type { Page } from "./contract";

type Listed = { id: string | undefined };

/** Which part of a list is asked for: at most `limit`, after the object with this id. */
export type Place = { limit: number; starting_after?: string };

const LIMIT = 100;

/** Reads a list of Stripe's page by page, newest first, until it says that there is no more. */
export async function* pagesOfStripe<T extends Listed>(
  read: (place: Place) => Promise<Page<T>>,
): AsyncGenerator<T[], void> {
  let after: string | undefined;
  do {
    const { data, hasMore } = await read({ limit: LIMIT, ...(after && { starting_after: after }) });
    yield data;
    after = hasMore ? data.at(-1)?.id : undefined;
  } while (after);
}

/** All that is on the pages. */
export async function itemsOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
