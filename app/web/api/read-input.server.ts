import type { Request } from "express";
import type { z } from "zod";
import { refuse } from "~/core/app-error";
import { unstorableIn } from "~/core/text/text";
import { translators } from "~/core/i18n/translators.server";
import type { Endpoint } from "./endpoint.server";

export type Input = { params: unknown; query: unknown; body: unknown };

/**
 * Reads a request by the endpoint's schemas. Refuses `invalid` with a sentence about the first thing that does not fit, text that cannot
 * be stored wherever it is, and `unsupported`.
 */
export function readInput(spec: Endpoint, request: Request): Input {
  if (spec.body && hasBody(request) && !isReadable(spec, request)) refuse("unsupported", "bodyNotJson");
  const { params, query, body = {} } = request as { params: unknown; query: unknown; body: unknown };
  refuseUnstorable({ params, query, body });
  return {
    params: spec.params && read(spec.params, params),
    query: spec.query ? read(spec.query, query) : undefined,
    body: spec.body && read(spec.body, body),
  };
}

function refuseUnstorable(parts: Record<string, unknown>): void {
  for (const part of Object.values(parts)) {
    const field = unstorableIn(part);
    if (field !== undefined) refuse("invalid", "textUnstorable", { field });
  }
}

function hasBody(request: Request): boolean {
  return Number(request.get("Content-Length") ?? 0) > 0 || request.get("Transfer-Encoding") !== undefined;
}

function isReadable(spec: Endpoint, request: Request): boolean {
  const media = ["application/json", ...(spec.takesForms ? ["application/x-www-form-urlencoded"] : [])];
  return request.is(media) !== false;
}

function read(schema: z.ZodType, given: unknown): unknown {
  const result = schema.safeParse(given);
  return result.success ? result.data : refuseMisfit(result.error.issues[0]);
}

function refuseMisfit({ path = [], message = "" }: Partial<z.core.$ZodIssue> = {}): never {
  const field = path.join(".");
  // Schemas that forms share say what is wrong by the code of its sentence.
  if (translators.en.exists(`refusals.${message}`)) refuse("invalid", message, { field });
  return field
    ? refuse("invalid", "fieldMisfits", { field, problem: message })
    : refuse("invalid", "inputMisfits", { problem: message });
}
