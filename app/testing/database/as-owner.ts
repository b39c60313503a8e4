import postgres from "postgres";

/** Does what only the owner of the database may: change tables, cut connections, and get past the guards of the activity log. */
export async function asOwner<T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  const owner = postgres(String(process.env["DATABASE_URL"]), {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "atrium" },
    types: { bigint: postgres.BigInt },
  });
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Lets `work` change the activity log as somebody would who has the database in their hands. */
export async function pastTheGuards<T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  return asOwner(async (owner) => {
    await owner`set session_replication_role = replica`;
    return work(owner);
  });
}

/** Nothing was ever recorded. */
export async function emptyActivity(): Promise<void> {
  await pastTheGuards(async (owner) => {
    await owner`truncate activity, activity_heads`;
    await owner`insert into activity_heads select chain, 0, sha256('') from generate_series(0, 31) as chain`;
  });
}
