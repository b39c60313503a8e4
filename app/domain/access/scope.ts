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

/** Scopes behind which something is served today: only these are granted. */
export const servedScopes = [
  "profile:read",
  "usage:read",
  "billing:read",
  "billing:write",
  "environments:read",
  "environments:write",
  "admin",
] as const satisfies readonly Scope[];

export type ServedScope = (typeof servedScopes)[number];

/** What a member can grant to a key of theirs: never more than they have. */
export function grantableScopes(isAdmin: boolean): ServedScope[] {
  return servedScopes.filter((scope) => isAdmin || scope !== "admin");
}

/** Ways to choose scopes, least first. `custom`: one by one. */
export const presets = ["read", "run", "everything", "custom"] as const;

export type Preset = (typeof presets)[number];

/** The scopes that a preset stands for; of `custom` those to begin with. */
export function scopesOfPreset(preset: Preset, isAdmin: boolean): ServedScope[] {
  if (preset === "everything") return grantableScopes(isAdmin);
  const reading = servedScopes.filter((scope) => scope.endsWith(":read"));
  return preset === "run" ? [...reading, "environments:write"] : reading;
}
