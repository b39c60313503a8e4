import { afterEach, beforeEach, expect, test } from "vitest";
import { databaseBefore, type DatabaseBefore } from "~/testing/database/database-before";

/** As it was before the migration that puts a column per meter into one array. */
let database: DatabaseBefore;

beforeEach(async () => {
  database = await databaseBefore("0020_meters");
  await database.sql.unsafe(HISTORY);
});

afterEach(() => database.drop());

/**
 * Two members, four months and one window that lies in none, two price books; amounts up to what fits, GPUs now and then, some that used
 * no memory, or nothing, and what belongs to nobody. Totals are worth what is nearest; the ledger has all but the last month.
 */
const HISTORY = `
  insert into users (id, email, name, created_at) select 'user_' || n, n || '@example.org', 'n', now() from generate_series(0, 1) n;
  insert into billing_accounts (id, user_id, mode, currency, created_at) select 'acct_' || n, 'user_' || n, 'prepaid', 'EUR', now() from generate_series(0, 1) n;
  insert into price_books (id, version, currency, valid_from) values ('book_1', 1, 'EUR', '2020-01-01'), ('book_2', 2, 'EUR', '2024-03-15');
  insert into prices (price_book_id, meter, nano, quantity) select b.id, m.meter, 40000003 + b.version, m.unit from price_books b,
    (values ('cpu_hours', 3600000000), ('memory_gb_hours', 3686400000), ('gpu_hours', 3600000)) m(meter, unit);
  insert into clusters (id, name, hopsworks_url, hopsworks_key_sealed, hopsworks_key_last4, hopsworks_idp_client_id, hub_api_url, hub_public_url, hub_token_sealed, max_members, created_at)
    values ('cluster_1', 'one', 'https://h', 'x', 'x', 'x', 'https://h', 'https://h', 'x', 1, now());
  insert into metered_segments (id, cluster_id, source_uid, user_id, cpu_milli, memory_mib, gpus, from_at, to_at, last_seen_at)
    select 'seg_' || n, 'cluster_1', 'uid ' || n, case when n % 7 > 0 then 'user_' || n % 2 end, case n % 5 when 0 then 0 else n * 100 end, case n % 3 when 0 then 0 else n * 512 end,
      case n % 4 when 0 then 2 else 0 end, now(), case when n % 2 = 0 then now() end, now() from generate_series(1, 60) n;
  select ensure_usage_partition(('2024-01-01'::date + n * interval '1 month')::date) from generate_series(0, 3) n;
  insert into usage_windows (window_start, cluster_id, segment_id, user_id, environment_id, cpu_micros, memory_mib_ms, gpu_ms, running_ms, is_final, revision)
    select timestamptz '2024-01-01Z' + n * interval '15 minutes', 'cluster_1', 'seg_' || k, case when k < 4 then 'user_' || k % 2 end, case when k < 3 then 'env_' || k end,
      case (n + k) % 11 when 0 then 0 else 900000 * (k * 1000 + n)::bigint end, case (n + k) % 5 when 0 then 0 else 900001 * (k * 2048 + n)::bigint end,
      case when (n + k) % 7 = 0 then 899999 + k else 0 end, n % 900001, n % 3 > 0, 1 + n % 2
    from generate_series(0, 96 * 121 - 1, 5) n, generate_series(0, 4) k;
  insert into usage_windows (window_start, cluster_id, segment_id, user_id, cpu_micros, memory_mib_ms, gpu_ms) values
    ('2019-01-01Z', 'cluster_1', 'seg_x', 'user_1', 9223372036854775807, 9223372036854775807, 9223372036854775807),
    ('2024-01-31 23:45Z', 'cluster_1', 'seg_y', 'user_1', 0, 0, 7), ('2024-02-01Z', 'cluster_1', 'seg_y', 'user_1', 0, 0, 0);
  insert into usage_days (user_id, day, environment_id, price_book_id, cpu_micros, memory_mib_ms, gpu_ms, running_ms)
    select user_id, (window_start at time zone 'UTC')::date, coalesce(environment_id, ''), case when window_start < '2024-03-15Z' then 'book_1' else 'book_2' end,
      sum(cpu_micros)::bigint, sum(memory_mib_ms)::bigint, sum(gpu_ms)::bigint, sum(running_ms)::bigint
    from usage_windows where user_id is not null and window_start > '2020-01-01' group by 1, 2, 3, 4;
  insert into usage_totals (account_id, period, meter, price_book_id, quantity, rated_nano, posted_nano)
    select t.*, round(t.quantity::numeric * p.nano / p.quantity), case when period < '2024-04-01' then round(t.quantity::numeric * p.nano / p.quantity) else 0 end from (
      select a.id, date_trunc('month', day)::date as period, m.meter, d.price_book_id, sum(m.quantity)::bigint as quantity
      from usage_days d join billing_accounts a using (user_id),
        lateral (values ('cpu_hours', cpu_micros), ('memory_gb_hours', memory_mib_ms), ('gpu_hours', gpu_ms)) m(meter, quantity) group by 1, 2, 3, 4) t
    join prices p on (p.price_book_id, p.meter) = (t.price_book_id, t.meter);
  insert into ledger_transactions (id, idem_key, kind, account_id, subject, occurred_at)
    select 'ltx_' || account_id || period, 'usage:' || account_id || period, 'usage', account_id, to_char(period, 'YYYY-MM'), now()
    from usage_totals group by account_id, period having sum(posted_nano) > 0;
  insert into ledger_entries (transaction_id, ledger_account, amount_nano)
    select 'ltx_' || account_id || period, side.account, side.sign * sum(posted_nano) from usage_totals,
      lateral (values ('cust:' || account_id || ':credits', 1), ('rev:usage', -1)) side(account, sign) group by account_id, period, 1, side.account, side.sign having sum(posted_nano) > 0`;

const IN_COLUMNS = { cpu: "cpu_micros", memory: "memory_mib_ms", gpu: "gpu_ms" };
const IN_ARRAY = { cpu: "quantities[1]", memory: "quantities[2]", gpu: "quantities[3]" };

/** Everything that must be the same before and after, whatever it is read from. */
async function everything({ cpu, memory, gpu }: typeof IN_COLUMNS) {
  const quantities = [cpu, memory, gpu].map((one, i) => `coalesce(${one}, 0)::text as q${i}`).join(", ");
  const rest = "running_ms, is_final, revision";
  return {
    windows: await database.sql.unsafe(
      `select tableoid::regclass::text as part, window_start, cluster_id, segment_id, user_id, environment_id, ${quantities}, ${rest} from usage_windows order by 2, 3, 4`,
    ),
    days: await database.sql.unsafe(
      `select day, user_id, environment_id, price_book_id, ${quantities}, running_ms from usage_days order by 1, 2, 3, 4`,
    ),
    totals: await database.sql`select * from usage_totals order by 1, 2, 3, 4`,
    ledger: await database.sql`select * from ledger_entries order by id`,
    balances: await database.sql`select * from ledger_balances order by 1`,
  };
}

const segments = ([cpu, memory, gpus]: string[]) =>
  database.sql
    .unsafe(`select id, coalesce(${cpu}, 0)::int as cpu, coalesce(${memory}, 0)::int as memory, coalesce(${gpus}, 0)::int as gpus,
    from_at, to_at, last_seen_at from metered_segments order by id`);

test("every window, day, total and entry of the ledger is after the migration what it was before, in the same month's partition", async () => {
  const [before, held] = [await everything(IN_COLUMNS), await segments(["cpu_milli", "memory_mib", "gpus"])];
  expect([before.windows.length, before.days.length, before.totals.length, before.ledger.length]).toEqual([
    11623, 484, 30, 12,
  ]);
  await database.migrate();
  expect(await everything(IN_ARRAY)).toEqual(before);
  expect(await segments(["held[1]", "held[2]", "held[3]"])).toEqual(held);
});

test("no array ends with a zero, in old months and in one that is made later, so that equal quantities are equal", async () => {
  await database.migrate();
  await database.sql`select ensure_usage_partition('2031-05-01'::date)`;
  await database.sql`insert into usage_windows (window_start, cluster_id, segment_id) values ('2031-05-02Z', 'cluster_1', 'seg_z')`;
  expect(
    await database.sql`
      select q from (select quantities as q from usage_windows union all select quantities from usage_days union all select held from metered_segments) all_of_them
      where q is null or array_length(q, 1) > 0 and (q[array_length(q, 1)] = 0 or array_lower(q, 1) <> 1)`,
  ).toEqual([]);
  expect(await database.sql`select distinct kind from metered_segments`).toEqual([{ kind: "workload" }]);
});
