import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";

/** What is known of the request or job that is running; every log line carries it, and so does what the activity log records meanwhile. */
export type LogContext = {
  requestId?: string;
  job?: string;
  userId?: string;
  /** Where the request came from. */
  address?: string;
  /** The API key that it carried. */
  keyId?: string;
  /** The admin who looks at the portal as the member `userId`. */
  impersonatorId?: string;
};

const context = new AsyncLocalStorage<LogContext>();

const secretPaths = ["authorization", "cookie", "password", "secret", "token", "apiKey", "api_key", "key", "code"];

/** A line of its own for each request would cost a write of its own; what is fatal, and what is left at the end, goes out at once. */
const toStandardOutput = pino.destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 50 });

export const log = pino(
  {
    level: process.env["LOG_LEVEL"] ?? "info",
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ ...context.getStore() }),
    redact: { paths: secretPaths.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
    serializers: { err: safeError },
  },
  toStandardOutput,
);

/** For the line of each request: flat, and nothing in it has a secret's name, so nothing is searched for one. */
export const requestLog = log.child({}, { redact: { paths: [] } });

/** Runs `work` with `known` on every line that is logged meanwhile, also in what it awaits. */
export function withLogContext<T>(known: LogContext, work: () => T): T {
  return context.run({ ...context.getStore(), ...known }, work);
}

/** Adds to the running context, for what is learnt on the way (who the viewer is). */
export function addToLogContext(known: LogContext): void {
  Object.assign(context.getStore() ?? {}, known);
}

export function currentRequestId(): string | undefined {
  return context.getStore()?.requestId;
}

/** All that is known of what is running; nothing where nothing is. */
export function currentLogContext(): Readonly<LogContext> {
  return context.getStore() ?? {};
}

function safeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause =
    error.cause instanceof Error
      ? { cause: { name: error.cause.name, message: withoutParameters(error.cause.message) } }
      : {};
  return {
    name: error.name,
    message: withoutParameters(error.message),
    stack: error.stack && withoutParameters(error.stack),
    ...cause,
  };
}

/** Database errors carry the statement's parameters in their message and stack: personal data stays out of the log. */
function withoutParameters(text: string): string {
  return text.replace(/\nparams:[^]*?(?=\n {4}at |$)/g, "");
}
