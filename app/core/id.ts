import { TypeID, typeid } from "typeid-js";

export type IdPrefix =
  | "user"
  | "session"
  | "key"
  | "cluster"
  | "env"
  | "run"
  | "acct"
  | "purchase"
  | "book"
  | "size"
  | "ltx"
  | "seg"
  | "req"
  | "hook"
  | "delivery"
  | "attempt"
  | "dkey";

/** An identifier that says what it names: `env_01h455vb4pex5vsknk084sn02q` (a UUIDv7 in base 32, so ids sort by age). */
export type Id<P extends IdPrefix> = `${P}_${string}`;

export type UserId = Id<"user">;
export type ClusterId = Id<"cluster">;
export type EnvironmentId = Id<"env">;
/** Of whatever runs for a member; environments are all that do. */
export type WorkloadId = EnvironmentId;
export type RunId = Id<"run">;
export type AccountId = Id<"acct">;
export type PurchaseId = Id<"purchase">;
export type PriceBookId = Id<"book">;
export type SizeId = Id<"size">;
export type SessionId = Id<"session">;
export type ApiKeyId = Id<"key">;
export type WebhookEndpointId = Id<"hook">;
export type WebhookDeliveryId = Id<"delivery">;

export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return typeid(prefix).toString() as Id<P>;
}

/** An identifier of what began at this time: it sorts among those that were made then. */
export function newIdAt<P extends IdPrefix>(prefix: P, at: Date): Id<P> {
  const milliseconds = at.getTime().toString(16).padStart(12, "0");
  const random = typeid(prefix).toUUID().slice("00000000-0000".length);
  return TypeID.fromUUID(prefix, `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}${random}`).toString() as Id<P>;
}

export function isId<P extends IdPrefix>(prefix: P, value: unknown): value is Id<P> {
  return typeof value === "string" && new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`).test(value);
}
