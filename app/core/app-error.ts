/** The few ways in which the portal says no. Each API family maps them to its own status and envelope in one place. */
export const refusalKinds = [
  "invalid",
  "unauthenticated",
  "unpaid",
  "forbidden",
  "not_found",
  "conflict",
  "too_many",
  "too_large",
  "unsupported",
  "unavailable",
] as const;

export type RefusalKind = (typeof refusalKinds)[number];

export type RefusalParams = Readonly<Record<string, string | number>>;

/**
 * A refusal that a person or program is meant to read. `code` is the key of its sentence in the catalogue
 * (`core/i18n/<language>/refusals.ts`); `params` fill the sentence. Anything else that is thrown is a bug.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly refusal: RefusalKind,
    readonly code: string,
    readonly params: RefusalParams = {},
    /** Seconds after which a retry may succeed; sent as `Retry-After`. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${refusal}: ${code}`);
  }
}

/** Throws an {@link AppError}; the one way to refuse. */
export function refuse(refusal: RefusalKind, code: string, params?: RefusalParams, retryAfterSeconds?: number): never {
  throw new AppError(refusal, code, params, retryAfterSeconds);
}

/** HTTP status of a refusal, the same in every API family. */
export const statusOfRefusal = {
  invalid: 400,
  unauthenticated: 401,
  unpaid: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>;
