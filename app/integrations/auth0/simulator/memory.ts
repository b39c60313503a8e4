import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

type Kept = { payload: AdapterPayload; expiresAt: number };

/** What the provider remembers, gone with the process. One store for all its models. */
export function inMemory(): AdapterFactory {
  const store = new Map<string, Kept>();
  return (model) => memoryOf(model, store);
}

function memoryOf(model: string, store: Map<string, Kept>): Adapter {
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
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      forgetExpired(store);
      store.set(key(id), { payload, expiresAt: performance.now() + expiresIn * 1000 });
    },
    async consume(id) {
      const payload = await find(id);
      if (payload) payload.consumed = true;
    },
    async destroy(id) {
      store.delete(key(id));
    },
    async revokeByGrantId(grantId) {
      for (const [name, { payload }] of store) if (payload.grantId === grantId) store.delete(name);
    },
  };
}

function forgetExpired(store: Map<string, Kept>): void {
  for (const [name, { expiresAt }] of store) if (expiresAt < performance.now()) store.delete(name);
}
