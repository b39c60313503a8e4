import { sql as raw, type Placeholder } from "drizzle-orm";
import { currentPool, db as pool, authDb, type Db } from "./pool.server";

type Query<Row> = { prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> } };

/**
 * A hot query of these named values: `const hotUser = prepared("user_by_id", ["id"], (db, { id }) => db.select()….where(eq(users.id, id)))`,
 * then `await hotUser(db, { id })`. Asked of the pool it is built once (an ordinary drizzle query is built each time, and costs an extra
 * round trip); in a transaction it is built for that.
 */
export function prepared<Name extends string, Row>(
  name: string,
  values: readonly Name[],
  build: (db: Db, placeholders: Record<Name, Placeholder>) => Query<Row>,
  on: Db = pool,
): (db: Db, values: Record<Name, string | number | readonly string[]>) => Promise<Row[]> {
  const placeholders = Object.fromEntries(
    values.map((value): [string, Placeholder] => [value, raw.placeholder(value)]),
  ) as Record<Name, Placeholder>;
  const prepareOn = (db: Db) => build(db, placeholders).prepare(name);
  const kept = new WeakMap<object, ReturnType<typeof prepareOn>>();
  const onPool = () => {
    const statement = kept.get(currentPool()) ?? prepareOn(on);
    kept.set(currentPool(), statement);
    return statement;
  };
  return (db, given) => (db === pool ? onPool() : prepareOn(db)).execute(given);
}

/** The same for what reads one row by its key on nearly every request: asked of the pool, it goes to the authentication pool. */
export const preparedOnAuthPool: typeof prepared = (name, values, build) => prepared(name, values, build, authDb);
