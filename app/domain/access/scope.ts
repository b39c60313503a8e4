/** What a key may be allowed, in the words that clients send and the contract prints. `training` means reading and writing. */
export const scopes = [
  "profile:read",
  "usage:read",
  "billing:read",
  "billing:write",
  "environments:read",
  "environments:write",
  "files:read",
  "files:write",
  "variables:read",
  "variables:write",
  "training",
  "training:read",
  "notifications",
  "admin",
] as const;

export type Scope = (typeof scopes)[number];

export function isScope(value: unknown): value is Scope {
  return scopes.some((scope) => scope === value);
}

/** Whether what was granted covers what is needed. */
export function covers(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || (needed === "training:read" && granted.includes("training"));
}
