import { clock } from "~/core/clock";
import { statusOfRefusal, type AppError, type RefusalKind } from "~/core/app-error";
import { env } from "~/core/env.server";
import { translators } from "~/core/i18n/translators.server";

/** Three older systems' clients go on working: each family keeps its own envelope. */
export const familyNames = ["platform", "training", "workspace"] as const;

export type FamilyName = (typeof familyNames)[number];

export type Family = {
  name: FamilyName;
  /** Where its paths begin on the portal's own host. */
  base: string;
  wrap: (data: unknown, word: string) => unknown;
  /** The body of a refusal. `wasSent`: whether the caller sent any credential. */
  refusal: (error: AppError, wasSent: boolean) => Record<string, unknown>;
};

const platform: Family = {
  name: "platform",
  base: "/api",
  wrap: (data) => data,
  refusal: (error) => ({
    error: error.refusal === "unauthenticated" ? "Not authenticated" : wordsOf(error),
    ...codeOfForbidden(error),
    ...details(error),
  }),
};

const training: Family = {
  name: "training",
  base: "/api",
  wrap: (data) => data,
  refusal: (error, wasSent) => ({
    error:
      error.refusal !== "unauthenticated" ? wordsOf(error) : wasSent ? "Unauthorized" : "Missing authorization header",
    code: codeOfForbidden(error)["code"] ?? error.code,
    ...details(error),
  }),
};

const workspace: Family = {
  name: "workspace",
  base: "/api/v1",
  wrap: (data, word) => ({ status: word, data, timestamp: clock.now().toISOString() }),
  refusal: (error) => ({
    detail: error.refusal === "unauthenticated" ? "Not authenticated" : sentenceOf(error),
    error_code: errorCodes[error.refusal],
    timestamp: clock.now().toISOString(),
  }),
};

export const families = { platform, training, workspace } as const satisfies Record<FamilyName, Family>;

const errorCodes = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  unpaid: "PAYMENT_REQUIRED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  too_many: "RATE_LIMITED",
  unavailable: "SERVICE_UNAVAILABLE",
  unsupported: "UNSUPPORTED_MEDIA_TYPE",
} as const satisfies Record<RefusalKind, string>;

/** The family that answers for a path below `/api`. */
export function familyOfPath(path: string): Family {
  if (/^\/api\/v1(\/|$)/.test(path)) return workspace;
  return /^\/api\/(training|analytics|datasets|models|notifications)(\/|$)/.test(path) ? training : platform;
}

/** Status of a refusal and the headers that go with it. */
export function statusAndHeaders(error: AppError): { status: number; headers: Record<string, string> } {
  return {
    status: statusOfRefusal[error.refusal],
    headers: error.retryAfterSeconds ? { "Retry-After": String(Math.ceil(error.retryAfterSeconds)) } : {},
  };
}

/** `Forbidden` alone, as clients know it, where what is missing is a right; the sentence where it is something else. */
function wordsOf(error: AppError): string {
  return codeOfForbidden(error)["code"] ? "Forbidden" : sentenceOf(error);
}

/** What programs tell apart when they are refused a right. */
function codeOfForbidden(error: AppError): { code?: string } {
  if (error.code === "adminsOnly") return { code: "admin_required" };
  if (error.code === "scopeMissing") return { code: "missing_scope" };
  return error.refusal === "forbidden" ? { code: error.code } : {};
}

/** The catalogue's English sentence; programs that want another language read the code. */
export function sentenceOf(error: AppError): string {
  const key = `refusals.${error.code}`;
  const { t } = translators.en;
  return translators.en.exists(key) ? (t as (key: string, params: object) => string)(key, error.params) : error.code;
}

/** What a developer wants to know, and production does not say. */
function details(error: AppError): { details?: unknown } {
  return env().ATRIUM_MODE !== "production" && Object.keys(error.params).length > 0 ? { details: error.params } : {};
}
