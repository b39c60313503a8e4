import { DAY, HOUR } from "~/core/clock";
import type { ApiKeyId } from "~/core/id";
import type { Scope } from "~/domain/access/scope";

/** For how many days a key can be made, and for how many unless another is chosen. */
export const lifetimes = [7, 30, 90, 180, 365] as const;
export const usualLifetime = 90;

export type Lifetime = (typeof lifetimes)[number];

/** How long a key may still be used beside the one that takes its place. */
export const overlaps = { none: 0, hour: HOUR, day: DAY, week: 7 * DAY } as const;
export const usualOverlap = "day";

export type Overlap = keyof typeof overlaps;

/** How many keys of a member can be usable at once. Those that are being replaced may come on top, as many again. */
export const MOST_KEYS = 50;

/** `retiring`: another has taken its place, and it may be used a little longer. */
export type ApiKeyState = "live" | "expiring" | "retiring" | "replaced" | "expired" | "revoked";

export type ApiKeyItem = {
  id: ApiKeyId;
  name: string;
  /** What may be shown of it. */
  shown: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  state: ApiKeyState;
  lastUsedAt?: Date;
  lastUsedFrom?: string;
  revokedAt?: Date;
};

type Life = { createdAt: Date; expiresAt: Date; revokedAt: Date | null; replacedById: string | null };

const SOON = 7 * DAY;

export function stateOfKey(key: Life, now: Date): ApiKeyState {
  if (key.revokedAt) return "revoked";
  const left = key.expiresAt.getTime() - now.getTime();
  if (key.replacedById) return left > 0 ? "retiring" : "replaced";
  if (left <= 0) return "expired";
  return left <= Math.min(SOON, lifetimeOf(key) / 4) ? "expiring" : "live";
}

/** Whether whoever has it gets in. */
export function isUsable(state: ApiKeyState): boolean {
  return state === "live" || state === "expiring" || state === "retiring";
}

/** Whether another can take its place: not once one has. */
export function isReplaceable(state: ApiKeyState): boolean {
  return state === "live" || state === "expiring";
}

/** How long the key was made for. */
export function lifetimeOf({ createdAt, expiresAt }: Pick<Life, "createdAt" | "expiresAt">): number {
  return expiresAt.getTime() - createdAt.getTime();
}
