import { runJobs } from "~/testing/processes/run-jobs";
import { clock, later, MINUTE } from "~/core/clock";
import { newId, type WorkloadId } from "~/core/id";
import type { Jobs } from "~/db/jobs.server";
import { db, sql } from "~/db/pool.server";
import { issueApiKey } from "~/domain/access/api-keys/issue-api-key.server";
import { deleteDueAccounts } from "~/domain/account/delete-due-accounts.server";
import { removeHubUser } from "~/domain/account/remove-hub-user.server";
import { sealSecrets } from "~/domain/webhooks/endpoints/endpoint-secrets.server";
import { reconcileWorkload } from "~/domain/workloads/reconcile-workload.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { aRunningEnvironment, setScene } from "./workload-fixtures";

/** A word that stands in everything personal of the member who leaves, and nowhere else. */
export const CANARY = "zanzibar";

const EMAIL = `${CANARY}@example.org`;

/** What the provider says of Zoe. */
export const zoeAtProvider = {
  issuer: "https://example.eu.auth0.com",
  subject: `auth0|${CANARY}`,
  email: EMAIL,
  name: `Zoe ${CANARY}`,
};

/** For the tests of leaving: Zoe is placed like Alice was, runs a notebook and has something of everything; Charlie stays. */
export async function setLeavingScene(hub: HubSimulator) {
  const { clusterId, alice, charlie } = await setScene(hub);
  await sql`truncate metered_segments, usage_days, usage_totals, collector_runs cascade`;
  const zoe: Viewer = { ...alice, email: EMAIL, name: zoeAtProvider.name };
  await sql`update users set email = ${EMAIL}, name = ${zoe.name} where id = ${zoe.userId}`;
  await sql`update assignments set hub_username = ${EMAIL} where user_id = ${zoe.userId}`;
  await sql`update clusters set member_count = 2`;
  const environmentId = await aRunningEnvironment(zoe);
  const key = await furnish(zoe);
  const row = async () => (await sql`select * from users where id = ${zoe.userId}`)[0] ?? {};
  const stateOfEnvironment = async () =>
    (await sql<{ state: string }[]>`select state from workloads where id = ${environmentId}`)[0]?.state;
  return {
    clusterId,
    charlie,
    zoe,
    key,
    environmentId,
    row,
    stateOfEnvironment,
    /** As if they had asked a while ago: their time came `ago` milliseconds before now. */
    timeIsUp: (ago = MINUTE) =>
      sql`update users set deletion_at = ${later(clock.now(), -ago)} where id = ${zoe.userId}`,
    linesOf: (action: string) =>
      sql`select actor_id, before, after from activity where subject_id = ${zoe.userId} and action = ${action}`,
    hubHas: () => hub.control.hub.user(EMAIL) !== undefined,
    /** The tick that stops what runs, and the workers until it rests. */
    stopped: async () => {
      await deleteDueAccounts();
      for (let tries = 0; (await stateOfEnvironment()) !== "stopped"; tries++) {
        if (tries === 50) throw new Error("it does not come to rest");
        await jobsDone({ isLater: true });
      }
    },
  };
}

export type LeavingScene = Awaited<ReturnType<typeof setLeavingScene>>;

/** Gives the member something of everything that is personal. Answers the text of their key. */
async function furnish({ userId, email }: Viewer): Promise<string> {
  const now = clock.now();
  const [hook, delivery] = [newId("hook"), newId("delivery")];
  await sql`update users set language = 'fa', theme = 'dark', time_zone = 'Asia/Tehran', suspended_reason = ${CANARY} where id = ${userId}`;
  await sql`insert into identities (issuer, subject, user_id, created_at, email)
    values ('https://example.eu.auth0.com', ${`auth0|${CANARY}`}, ${userId}, ${now}, ${email})`;
  await sql`insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
    values (${CANARY}, ${userId}, ${now}, ${now}, ${now}, ${CANARY})`;
  await sql`insert into webhook_endpoints (id, owner_id, url, description, events, secret_sealed, created_at)
    values (${hook}, ${userId}, ${`https://hooks.example/${CANARY}`}, ${CANARY}, '{member.update}',
      ${await sealSecrets(db, hook, { current: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" })}, ${now})`;
  await sql`insert into webhook_deliveries (id, endpoint_id, event, payload, state, created_at)
    values (${delivery}, ${hook}, 'member.update', ${sql.json({ said: CANARY })}, 'waiting', ${now})`;
  await sql`insert into webhook_attempts (id, delivery_id, at, latency_ms, answer)
    values (${newId("attempt")}, ${delivery}, ${now}, 1, ${CANARY})`;
  await sql`insert into idempotent_requests (user_id, endpoint, key, body_hash, answer, created_at)
    values (${userId}, 'POST /x', 'k', 'h', ${sql.json({ email })}, ${now})`;
  await sql`insert into stripe_events (id, type, payload, received_at, handled_at) values ('evt_1', 'checkout.session.completed',
    ${sql.json({ id: "evt_1", type: "checkout.session.completed", data: { object: { id: "cs_1", customer_details: { email } } } })}, ${now}, ${now})`;
  await sql`update workloads set name = ${CANARY}, description = ${CANARY}, reason_params = ${sql.json({ cause: CANARY })}
    where owner_id = ${userId}`;
  const terms = {
    id: newId("key"),
    userId,
    name: "laptop",
    scopes: [],
    createdAt: now,
    expiresAt: new Date(now.getTime() + 1e9),
  };
  return (await issueApiKey(db, terms)).text;
}

/** Where in the whole database the word stands, `table.column`; also in the queue of jobs, which has a schema of its own. */
export async function whereIs(word: string): Promise<string[]> {
  const columns = await sql<{ schema: string; table: string; column: string }[]>`
    select c.table_schema as schema, c.table_name as table, c.column_name as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema in ('public', 'graphile_worker') and t.table_type = 'BASE TABLE' order by 1, 2, 3`;
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const [row] = await sql`
      select 1 from ${sql(schema)}.${sql(table)} where strpos(lower(${sql(column)}::text), ${word}) > 0 limit 1`;
    if (row) found.push(`${table}.${column}`);
  }
  return found;
}

/** Every sum of the books: what must be the same before and after. */
export async function books() {
  const entries =
    await sql`select ledger_account, sum(amount_nano)::text as sum, count(*)::int from ledger_entries group by 1 order by 1`;
  const balances = await sql`select ledger_account, amount_nano::text from ledger_balances order by 1`;
  const totals =
    await sql`select account_id, period::text, meter, quantity::text, rated_nano::text, posted_nano::text from usage_totals order by 1, 2, 3`;
  const days =
    await sql`select user_id, day::text, environment_id, quantities::text, running_ms::text from usage_days order by 1, 2, 3`;
  const purchases = await sql`select * from credit_purchases order by id`;
  return JSON.parse(
    JSON.stringify({ entries, balances, totals, days, purchases }, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  ) as { entries: unknown[]; days: unknown[]; totals: unknown[] };
}

/** Does the jobs of environments and farewells that are due, as a worker would. `isLater`: also those that wait for their time. */
export async function jobsDone({ isLater = false } = {}): Promise<void> {
  if (isLater) await sql`update graphile_worker._private_jobs set run_at = now()`;
  await runJobs({
    reconcile_workload: (payload) => reconcileWorkload((payload as { workloadId: WorkloadId }).workloadId),
    remove_hub_user: (payload) => removeHubUser(payload as Jobs["remove_hub_user"]),
  });
}
