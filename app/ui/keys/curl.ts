import type { Scope } from "~/domain/access/scope";

/** Endpoints that only read, and what each needs: the first that a key may call shows that it works. */
const examples = [
  ["profile:read", "/api/user"],
  ["usage:read", "/api/usage"],
  ["environments:read", "/api/v1/environments"],
] as const satisfies readonly (readonly [Scope, string])[];

/** A command that calls the portal at `address` with a key that may do this much. The key itself stays out of the shell's history. */
export function curlWithKey(address: string, scopes: readonly Scope[]): string {
  const path = examples.find(([scope]) => scopes.includes(scope))?.[1] ?? "/api/user";
  return `curl -H "X-API-Key: $ATRIUM_API_KEY" ${address}${path}`;
}

export function curlWithToken(address: string): string {
  return `curl -H "Authorization: Bearer $ATRIUM_TOKEN" ${address}/api/user`;
}
