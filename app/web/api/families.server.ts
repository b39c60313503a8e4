import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { languageFacts } from "~/core/i18n/languages";
import { translators } from "~/core/i18n/translators.server";
import { moneyText, withMoneyWritten } from "~/core/money-format";
import type { Fault } from "~/web/refusal.server";

/** Three older systems' clients go on working: each family keeps its own envelope. */
export const familyNames = ["platform", "training", "workspace"] as const;

export type FamilyName = (typeof familyNames)[number];

export type Family = {
  name: FamilyName;
  /** Where its paths begin on the portal's own host. */
  base: string;
  wrap: (data: unknown, word: string) => unknown;
  /** The body of a refusal. `wasSent`: whether the caller sent any credential. */
  refusal: (fault: Fault, wasSent: boolean) => Record<string, unknown>;
};

const platform: Family = {
  name: "platform",
  base: "/api",
  wrap: (data) => data,
  refusal: (fault) => ({
    error: fault.refusal === "unauthenticated" ? "Not authenticated" : wordsOf(fault),
    ...codeOfForbidden(fault),
    ...runUnderWay(fault),
    ...details(fault),
  }),
};

const training: Family = {
  name: "training",
  base: "/api",
  wrap: (data) => data,
  refusal: (fault, wasSent) => ({
    error:
      fault.refusal !== "unauthenticated" ? wordsOf(fault) : wasSent ? "Unauthorized" : "Missing authorization header",
    code: codeOfForbidden(fault)["code"] ?? fault.code,
    ...details(fault),
  }),
};

const workspace: Family = {
  name: "workspace",
  base: "/api/v1",
  wrap: (data, word) => ({ status: word, data, timestamp: clock.now().toISOString() }),
  refusal: (fault) => ({
    detail: fault.refusal === "unauthenticated" ? "Not authenticated" : sentenceOf(fault),
    error_code: errorCodes[fault.refusal],
    timestamp: clock.now().toISOString(),
  }),
};

export const families = { platform, training, workspace } as const satisfies Record<FamilyName, Family>;

/** What the workspace family calls each refusal. */
export const errorCodes = {
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
  not_allowed: "METHOD_NOT_ALLOWED",
  broken: "INTERNAL_ERROR",
} as const satisfies Record<Fault["refusal"], string>;

/** The family that answers for a path below `/api`. */
export function familyOfPath(path: string): Family {
  if (/^\/api\/v1(\/|$)/.test(path)) return workspace;
  return /^\/api\/(training|analytics|datasets|models|notifications)(\/|$)/.test(path) ? training : platform;
}

/** `Forbidden` alone, as clients know it, where what is missing is a right; the sentence where it is something else. */
function wordsOf(fault: Fault): string {
  return codeOfForbidden(fault)["code"] ? "Forbidden" : sentenceOf(fault);
}

/** What programs tell apart when they are refused a right. */
function codeOfForbidden(fault: Fault): { code?: string } {
  if (fault.code === "adminsOnly") return { code: "admin_required" };
  if (fault.code === "scopeMissing") return { code: "missing_scope" };
  return fault.refusal === "forbidden" ? { code: fault.code } : {};
}

/** Which run is under way, for programs that want to wait for it: also where details are not told. */
function runUnderWay({ code, params }: Fault): { runId?: unknown } {
  return code === "collectionUnderWay" ? { runId: params["runId"] } : {};
}

const LOCALE = languageFacts.en.locale;

/**
 * The catalogue's English sentence; programs that want another language read the code. What is wrong with one field of the input begins
 * with the field's name.
 */
export function sentenceOf({ code, params }: Pick<Fault, "code" | "params">): string {
  const key = `refusals.${code}`;
  const { t } = translators.en;
  if (!translators.en.exists(key)) return code;
  const filled = withMoneyWritten(params, (amount, currency) => moneyText(amount, currency, LOCALE));
  const sentence = (t as (key: string, params: object) => string)(key, filled);
  return params["field"] && code !== "fieldMisfits" ? `${params["field"]}: ${sentence}` : sentence;
}

/** What a developer wants to know, and production does not say. */
function details(fault: Fault): { details?: unknown } {
  return env().ATRIUM_MODE !== "production" && Object.keys(fault.params).length > 0 ? { details: fault.params } : {};
}
