// What it costs to keep usage in one way or another: windows and days of many running workloads as a column per meter, a row per meter,
// jsonb or an array. On a PostgreSQL of its own that is gone at the end: `npx tsx bench/meter-layouts.ts [days] [meters]`. Decision 025.
import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import postgres from "postgres";
import { startPostgres } from "../scripts/stack/postgres";
import { WORKLOADS } from "./layout-statements";
import { layouts, type Layout } from "./layouts-of-usage";
import { median } from "./promise";

const ROUNDS = 9;
const [days, meters] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 3)];

const directory = mkdtempSync("/tmp/atrium-layouts-");
chmodSync(directory, 0o755);
const server = await startPostgres({ directory });
const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => undefined, types: { bigint: postgres.BigInt } });

const user = (n: number) => `user_01${String(n).padStart(24, "0")}`;
const people = (from: number, count: number) => Array.from({ length: count }, (_, n) => user(from + n));

type Figures = Map<string, Map<string, number[]>>;
const figures: Figures = new Map();

function note(what: string, layout: Layout, value: number): void {
  const row = figures.get(what) ?? new Map<string, number[]>();
  row.set(layout.name, [...(row.get(layout.name) ?? []), value]);
  figures.set(what, row);
}

async function timed(what: string, layout: Layout, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  note(what, layout, performance.now() - began);
}

try {
  for (const layout of layouts) await fill(layout);
  for (let round = 0; round < ROUNDS; round++) for (const layout of layouts) await collect(layout, round);
  for (let round = 0; round < 3; round++)
    for (const layout of layouts)
      for (const [way, statement] of Object.entries(layout.rollUp(meters)))
        await timed(`roll-up of a day (${way})`, layout, () => rollUp(layout, statement, round));
  for (const layout of layouts) await fillDays(layout);
  for (let round = 0; round < ROUNDS; round++) for (const layout of layouts) await readMonths(layout, round);
  print();
} finally {
  await sql.end();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function fill(layout: Layout): Promise<void> {
  await sql.unsafe(layout.tables(meters));
  await timed("fill", layout, () => sql.unsafe(layout.fill(meters, days)));
  await sql.unsafe(`vacuum analyze ${layout.name}_windows`);
  const sizes = await sql<{ heap: bigint; indexes: bigint; rows: bigint }[]>`
    select sum(pg_table_size(inhrelid))::bigint as heap, sum(pg_indexes_size(inhrelid))::bigint as indexes,
      (select count(*) from ${sql(`${layout.name}_windows`)}) as rows
    from pg_inherits where inhparent = ${`${layout.name}_windows`}::regclass`;
  const windows = WORKLOADS * 96 * days;
  note("heap, bytes a window", layout, Number(sizes[0]?.heap) / windows);
  note("indexes, bytes a window", layout, Number(sizes[0]?.indexes) / windows);
  note("rows a window", layout, Number(sizes[0]?.rows) / windows);
}

/** One collection of all workloads: a window that is new, the same derived again, and once more after it grew. */
async function collect(layout: Layout, round: number): Promise<void> {
  const start = new Date(Date.UTC(2026, 2, 25) + round * 900_000).toISOString();
  const given = (ms: number) => layout.given(meters, start, ms);
  await sql.begin((tx) => timed("ingest: insert", layout, () => tx.unsafe(layout.upsert(meters), [given(900_000)])));
  await sql.begin((tx) => timed("ingest: no change", layout, () => tx.unsafe(layout.upsert(meters), [given(900_000)])));
  await sql.begin((tx) => timed("ingest: changed", layout, () => tx.unsafe(layout.upsert(meters), [given(899_999)])));
}

/** The day of everybody, 200 people at a time as the portal does it. */
async function rollUp(layout: Layout, statement: string, round: number): Promise<void> {
  const day = `2026-03-0${1 + (round % days)}`;
  for (let from = 0; from < WORKLOADS; from += 200)
    await sql.begin(async (tx) => {
      await tx.unsafe(`delete from ${layout.name}_days where day = '${day}' and user_id >= $1 and user_id < $2`, [
        user(from),
        user(from + 200),
      ]);
      await tx.unsafe(statement, [JSON.stringify(people(from, 200).map((userId) => ({ userId, day }))), day]);
    });
}

async function fillDays(layout: Layout): Promise<void> {
  await sql.unsafe(`truncate ${layout.name}_days`);
  await sql.unsafe(layout.fillDays(meters));
  await sql.unsafe(`vacuum analyze ${layout.name}_days`);
  const [size] = await sql<
    { bytes: bigint }[]
  >`select pg_total_relation_size(${`${layout.name}_days`}::regclass) as bytes`;
  note("days with indexes, bytes a day", layout, Number(size?.bytes) / WORKLOADS / 31);
}

async function readMonths(layout: Layout, round: number): Promise<void> {
  const some = Array.from({ length: 100 }, (_, n) => user((n * 47 + round * 13) % WORKLOADS));
  const began = performance.now();
  for (const userId of some) await sql.unsafe(layout.month(), [userId], { prepare: true });
  note("a member's month", layout, (performance.now() - began) / some.length);
  await timed("totals of 200 members' month", layout, () =>
    sql.unsafe(layout.totals(meters), [JSON.stringify(people(round * 200, 200))]),
  );
}

function print(): void {
  console.log(`\n${WORKLOADS} workloads, ${days} days of windows, ${meters} meters; times in ms, medians\n`);
  const head = ["", ...layouts.map(({ name }) => name)];
  const rows = [...figures].map(([what, byLayout]) => {
    const base = median(byLayout.get("columns") ?? []);
    return [
      what,
      ...layouts.map(({ name }) => {
        const values = byLayout.get(name);
        if (!values) return "";
        const value = median(values);
        return `${Number(value.toPrecision(3))}${base ? ` (${(value / base).toFixed(2)} ×)` : ""}`;
      }),
    ];
  });
  for (const row of [head, ...rows]) console.log(row.map((cell, i) => cell.padEnd(i === 0 ? 34 : 18)).join(" "));
}
