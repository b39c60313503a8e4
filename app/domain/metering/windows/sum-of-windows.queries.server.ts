import { sql as raw, type SQL } from "drizzle-orm";

/**
 * Windows summed to days, as a query: `user_id`, `day`, `environment_id` ('' where none), `price_book_id`, `quantities`, `running_ms`. `windows`
 * is everything from `from` on, in which `w` are windows; `day` is theirs. Each window counts under the price book of its start; one
 * before every book has none. What meters there are the sums do not ask: they add up what stands at each position.
 */
export const sumOfWindows = (day: SQL, windows: SQL) => raw`
  with books as (
    select id, valid_from, lead(valid_from, 1, 'infinity') over (order by valid_from) as valid_until from price_books
  ), used as (
    select w.user_id, ${day} as day, coalesce(w.environment_id, '') as environment_id, b.id as price_book_id,
      array_prepend(w.running_ms, w.quantities) as amounts
    ${windows}
  ), by_position as (
    select user_id, day, environment_id, price_book_id, position, sum(amount)::bigint as amount
    from used cross join lateral unnest(amounts) with ordinality as a(amount, position) group by 1, 2, 3, 4, 5
  ), summed as (
    select user_id, day, environment_id, price_book_id, array_agg(amount order by position) as amounts from by_position group by 1, 2, 3, 4
  )
  select user_id, day, environment_id, price_book_id, amounts[2:] as quantities, amounts[1] as running_ms from summed`;

/** The price book that was in force when window `w` began, as a condition on `books b`. */
export const bookOfWindow = raw`w.window_start >= b.valid_from and w.window_start < b.valid_until`;
