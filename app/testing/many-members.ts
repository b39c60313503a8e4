import postgres, { type Sql } from "postgres";
import { DAY, HOUR, clock, instant, later } from "~/core/clock";
import { heldBy, heldFor, toStored, type Quantities } from "~/domain/billing/prices/quantities";

export type Crowd = {
  members: number;
  clusters: number;
  /** Environments that run now; each belongs to another member. */
  running: number;
  /** How far back collections, usage and activity go. */
  days: number;
};

/**
 * Fills a migrated database, which has a member with a place, with many more of everything, in a few statements and past every trigger: members
 * spread over clusters, what they ran, used, paid and did. Every tenth cluster is down and has gaps; the first member with a place has used three
 * environments on every day. Refuses a database without one.
 */
export async function fillWithMembers(databaseUrl: string, crowd: Crowd): Promise<void> {
  const owner = postgres(databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: {
      session_replication_role: "replica",
      synchronous_commit: "off",
      work_mem: "64MB",
      maintenance_work_mem: "256MB",
    },
  });
  try {
    const indexes = await dropIndexes(owner);
    await people(owner, crowd);
    await environments(owner, crowd);
    await collections(owner, crowd);
    await usage(owner, crowd);
    await money(owner, crowd);
    await activity(owner, crowd);
    for (const index of indexes) await owner.unsafe(index);
    await owner`vacuum analyze`;
  } finally {
    await owner.end();
  }
}

/** Makes room for many rows: the statements that make those indexes anew that no constraint needs. */
async function dropIndexes(owner: Sql): Promise<string[]> {
  const tables = ["collector_runs", "metered_segments", "usage_days", "usage_totals", "workload_runs"];
  const indexes = await owner<{ name: string; made: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
    from pg_index i where i.indrelid = any(${[...tables, "activity", "ledger_transactions", "ledger_entries"]}::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { name } of indexes) await owner.unsafe(`drop index ${name}`);
  return indexes.map(({ made }) => made);
}

/** Ids as the portal makes them, older than any that it makes. */
const id = (prefix: string, n: string) => `'${prefix}_01' || lpad((${n})::text, 24, '0')`;

/** What everybody runs. */
const size = { cpuMilli: 1000, memoryMib: 2048, gpus: 0 };
const held = heldBy(size);

const textArray = (texts: readonly string[]) => `'{${texts.join(",")}}'::text[]`;
const stored = (quantities: Quantities) => `'{${toStored(quantities).join(",")}}'::bigint[]`;

async function people(owner: Sql, { members, clusters, days }: Crowd): Promise<void> {
  await owner.unsafe(`
    create temporary table first_place as select a.user_id, a.cluster_id from assignments a order by assigned_at limit 1`);
  const [place] = await owner<{ clusterId: string }[]>`select cluster_id as "clusterId" from first_place`;
  if (!place) throw new Error("there is nobody with a place");
  await owner.unsafe(`
    insert into clusters (id, name, hopsworks_url, hopsworks_key_sealed, hopsworks_key_last4, hopsworks_idp_client_id, hub_api_url,
      hub_public_url, hub_token_sealed, hub_state, hub_version, hub_checked_at, max_members, member_count, created_at)
    select ${id("cluster", "n")}, 'cluster-' || n, 'https://hopsworks-' || n || '.example.org', hopsworks_key_sealed, hopsworks_key_last4,
      hopsworks_idp_client_id, 'https://hub-' || n || '.example.org/hub/api', 'https://hub-' || n || '.example.org', hub_token_sealed,
      case when n % 10 = 0 then 'down' else 'up' end, '6.1.1', now(), ${members}, ${Math.floor(members / clusters)}, now() - interval '${days} days'
    from clusters, generate_series(1, ${clusters - 1}) n where id = '${place.clusterId}'`);
  await owner.unsafe(`
    create temporary table crowd as
    select n, ${id("user", "n")} as user_id, ${id("env", "n")} as env_id, ${id("acct", "n")} as account_id,
      c.id as cluster_id,
      (array['Amina','Bram','Chiara','Dae','Elif','Farid','Greta','Hana','Ivo','Jana','Kofi','Leila','Mateo','Nadia','Omid','Priya','Quinn','Rosa','Sara','Tomas'])[1 + n % 20] as first,
      (array['Novak','Okafor','Petersen','Qureshi','Rossi','Schmidt','Tanaka','Usman','Virtanen','Weber'])[1 + n / 20 % 10] as last
    from generate_series(1, ${members}) n
    join (select id, row_number() over (order by id) - 1 as place from clusters) c on c.place = n % ${clusters};
    insert into users (id, email, name, created_at, last_seen_at, suspended_at)
    select user_id, lower(first || '.' || last || '.' || n || '@example.org'), first || ' ' || last, now() - interval '${days} days',
      now() - n % 500 * interval '1 hour', case when n % 100 = 0 then now() end from crowd;
    insert into placements (user_id, state, requested_at, finished_at)
    select user_id, case n % 200 when 1 then 'waiting' when 2 then 'failed' else 'placed' end, now() - interval '${days} days', now() from crowd;
    insert into assignments (user_id, cluster_id, hub_username, assigned_at)
    select user_id, cluster_id, lower(first || '.' || last || '.' || n || '@example.org'), now() - interval '${days} days' from crowd
      where n % 200 not in (1, 2);
    insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at)
    select 'crowd ' || n, user_id, now(), now(), now() + interval '14 days' from crowd`);
}

async function environments(owner: Sql, { running, days }: Crowd): Promise<void> {
  await owner.unsafe(`
    insert into workloads (id, owner_id, cluster_id, backend, name, size_id, desired, has_failed, observed, desired_at, observed_at, path, created_at)
    select env_id, user_id, cluster_id, 'jupyterhub', 'Notebook', (select id from sizes order by position limit 1),
      state, n > ${running} and n % 500 = 0, state, now() - interval '5 hours', now() - interval '5 hours', '/user/' || n,
      now() - interval '${days} days' from crowd, lateral (select case when n <= ${running} then 'running' else 'stopped' end as state) s;
    insert into workloads (id, owner_id, cluster_id, backend, backend_name, name, size_id, desired, observed, desired_at, observed_at, created_at)
    select ${id("env", "900000000 + n")}, user_id, cluster_id, 'jupyterhub', 'extra-' || n, 'Notebook ' || n,
      (select id from sizes order by position limit 1), 'stopped', 'stopped', now(), now(), now() - interval '${days} days'
    from first_place, generate_series(1, 3) n;
    insert into workload_runs (id, workload_id, backend_run_id, cpu_milli, memory_mib, gpus, requested_at, started_at, ready_at, last_seen_at, ended_at)
    select ${id("run", "n * 10 + k")}, env_id, n || '/@' || k, 1000, 2048, 0, began, began, began, began + interval '5 hours',
      case when k > 0 or n > ${running} then began + interval '6 hours' end
    from crowd, generate_series(0, 5) k, lateral (select now() - interval '5 hours' - k * interval '3 days' as began) b;
    insert into metered_segments (id, cluster_id, source_uid, user_id, environment_id, held, from_at, to_at, last_seen_at)
    select ${id("seg", "n * 10 + k")}, cluster_id, n || '/@' || k, case when n % 1000 > 0 then user_id end, env_id, ${stored(held)}, began,
      case when k > 0 or n > ${running} then began + interval '6 hours' end, now()
    from crowd, generate_series(0, 5) k, lateral (select now() - interval '5 hours' - k * interval '3 days' as began) b`);
}

/** Every quarter of an hour on every cluster, but a few on every tenth. */
async function collections(owner: Sql, { days }: Crowd): Promise<void> {
  await owner.unsafe(`
    delete from collector_runs;
    insert into collector_runs (cluster_id, window_start, state, attempts, started_at, finished_at, seen, unattributed, failure_code)
    select c.id, w, case when fails then 'failed' else 'done' end, 1, w + interval '15 minutes', w + interval '16 minutes', 100, 0,
      case when fails then 'hubAway' end
    from (select id, row_number() over (order by id) as place from clusters) c,
      generate_series(date_bin('15 minutes', now(), 'epoch') - interval '${days} days', date_bin('15 minutes', now(), 'epoch') - interval '15 minutes',
        interval '15 minutes') w,
      lateral (select c.place % 10 = 0 and extract(hour from w) in (3, 9, 15, 21) and extract(minute from w) < 30 as fails) f order by 1, 2;
    insert into usage_windows (window_start, cluster_id, segment_id, user_id, environment_id, quantities, running_ms, is_final)
    select date_bin('15 minutes', now(), 'epoch') - k * interval '15 minutes', cluster_id, id, user_id, environment_id, ${stored(heldFor(held, 900_000n))}, 900000, k > 1
    from metered_segments, generate_series(1, 12) k where to_at is null`);
}

/** Each member used something on every ninth day; the first one with a place on every day, in three environments. */
async function usage(owner: Sql, { days }: Crowd): Promise<void> {
  const until = clock.now();
  const from = later(until, -days * DAY);
  const hour = (hours: number) => Math.round(hours * HOUR);
  const used = (hours: number, gpus = 0) => stored(heldFor(heldBy({ ...size, gpus }), BigInt(hour(hours))));
  await owner.unsafe(`
    insert into usage_days (day, user_id, environment_id, price_book_id, quantities, running_ms)
    select d::date, user_id, env_id, b.id, ${used(5)}, ${hour(5)}
    from crowd, (select id from price_books order by version desc limit 1) b,
      generate_series(${dayOf(from)} + (n % 9), ${dayOf(until)}, interval '9 days') d;
    insert into usage_days (day, user_id, environment_id, price_book_id, quantities, running_ms)
    select d::date, user_id, ${id("env", "900000000 + n")}, b.id, ${used(3, 1)}, ${hour(3)}
    from first_place, (select id from price_books order by version desc limit 1) b, generate_series(1, 3) n,
      generate_series(${dayOf(from)}, ${dayOf(until)}, interval '1 day') d`);
}

const dayOf = (at: Date) => `date '${instant(at.getTime()).toISOString().slice(0, 10)}'`;

async function money(owner: Sql, { days }: Crowd): Promise<void> {
  const months = Math.ceil(days / 30);
  await owner.unsafe(`
    insert into billing_accounts (id, user_id, mode, currency, created_at)
    select account_id, user_id, 'prepaid', (select currency from price_books limit 1), now() - interval '${days} days' from crowd;
    insert into usage_totals (account_id, period, meter, price_book_id, quantity, rated_nano, posted_nano)
    select account_id, (date_trunc('month', now()) - k * interval '1 month')::date, meter, b.id, 1000000 + n, 1000000000 + n, 1000000000 + n
    from crowd, generate_series(0, ${months - 1}) k, unnest(${textArray(Object.keys(held))}) meter,
      (select id from price_books order by version desc limit 1) b;
    insert into credit_purchases (id, account_id, amount_minor, currency, state, client_key, created_at, settled_at)
    select ${id("purchase", "n")}, account_id, 5000, 'EUR', 'paid', 'crowd', now(), now() from crowd;
    create temporary table crowd_entries as
    select ${id("ltx", "n * 10 + k")} as tx, n, k, account_id, now() - k * interval '7 days' as at,
      case k when 6 then 50000000000 else -2000000000 - n end as amount from crowd, generate_series(1, 6) k order by k desc, n;
    insert into ledger_transactions (id, idem_key, kind, account_id, subject, occurred_at)
    select tx, 'crowd ' || tx, case k when 6 then 'purchase' else 'usage' end, account_id, '2026-01', at from crowd_entries;
    insert into ledger_entries (transaction_id, ledger_account, amount_nano)
    select tx, 'cust:' || account_id || ':credits', -amount from crowd_entries
    union all select tx, 'revenue', amount from crowd_entries;
    insert into ledger_balances (ledger_account, amount_nano)
    select 'cust:' || account_id || ':credits', -sum(amount) from crowd_entries group by account_id`);
}

async function activity(owner: Sql, { days }: Crowd): Promise<void> {
  await owner.unsafe(`
    insert into activity (at, actor_id, subject_id, action, target_kind, target_id, after, request_id, address, outcome)
    select now() - (8 - k) * interval '${days} days' / 8 + n * interval '1 second', user_id, user_id,
      case k % 2 when 0 then 'environment.start' else 'environment.stop' end, 'environment', env_id, '{"state": "creating"}', ${id("req", "n * 8 + k")},
      '192.0.2.' || n % 250, case when n % 50 = 0 then 'refused' else 'success' end
    from generate_series(0, 7) k, crowd order by 1`);
}
