import { clock } from "~/core/clock";
import { keepState, readStateFile } from "~/core/state-file.server";
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

type Kept = { payload: AdapterPayload; expiresAt: number };

/** One store for all of a provider's models. */
export type ProviderMemory = { adapter: AdapterFactory; flush: () => void };

/** What the provider remembers; in `file`, where one is given, it outlives a restart. Throws when the file is damaged. */
export function providerMemoryIn(file: string | undefined): ProviderMemory {
  const kept = file ? (readStateFile(file) as [string, Kept][] | undefined) : undefined;
  const store = new Map<string, Kept>(kept);
  const { save, flush } = keepState(file, () => (forgetExpired(store), [...store]));
  return { adapter: (model) => memoryOf(model, store, save), flush };
}

function memoryOf(model: string, store: Map<string, Kept>, changed: () => void): Adapter {
  const key = (id: string) => `${model}:${id}`;
  const find = (id: string) => Promise.resolve(store.get(key(id))?.payload);
  const findWhere = (matches: (payload: AdapterPayload) => boolean) =>
    Promise.resolve(
      [...store].find(([name, { payload }]) => name.startsWith(`${model}:`) && matches(payload))?.[1].payload,
    );
  return {
    find,
    findByUid: (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: (code) => findWhere((payload) => payload.userCode === code),
    async upsert(id, payload, expiresIn = A_YEAR) {
      forgetExpired(store);
      store.set(key(id), { payload, expiresAt: now() + expiresIn * 1000 });
      changed();
    },
    async consume(id) {
      const payload = await find(id);
      if (payload) payload.consumed = true;
      changed();
    },
    async destroy(id) {
      store.delete(key(id));
      changed();
    },
    async revokeByGrantId(grantId) {
      for (const [name, { payload }] of store) if (payload.grantId === grantId) store.delete(name);
      changed();
    },
  };
}

function forgetExpired(store: Map<string, Kept>): void {
  for (const [name, { expiresAt }] of store) if (expiresAt < now()) store.delete(name);
}

const A_YEAR = 365 * 24 * 3600;

/** The wall's time: what the provider keeps has to be understood by its next process. */
const now = () => clock.now().getTime();
