import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { z } from "zod";
import type { Endpoint } from "~/web/api/endpoint.server";
import { envelopeOf } from "./envelopes.server";
import { exampleOf } from "./example-of.server";
import { idempotencyKey, successHeaders } from "./headers.server";
import { refusalResponses } from "./refusal-responses.server";
import { securityOf } from "./security.server";
import { tagOf } from "./tags.server";

/** One endpoint as the document has it. Nothing is said here that the endpoint does not say of itself. */
export function operationOf(spec: Endpoint): ZodOpenApiOperationObject {
  return {
    operationId: spec.name,
    summary: spec.summary,
    ...descriptionOf(spec),
    tags: [tagOf(spec)],
    security: securityOf(spec),
    requestParams: {
      ...(spec.params && { path: spec.params as z.ZodObject }),
      ...(spec.query && { query: spec.query as z.ZodObject }),
      ...(spec.creates && { header: idempotencyKey }),
    },
    ...(spec.body && { requestBody: bodyOf(spec, spec.body) }),
    responses: { ...successes(spec), ...refusalResponses(spec) },
  };
}

function descriptionOf({ description, access, scopes = [], uncounted }: Endpoint): { description?: string } {
  const words = access === "admin" ? ["admin"] : scopes;
  const scope = words.length > 0 && `Scope of a key: ${words.map((word) => `\`${word}\``).join(" or ")}.`;
  const office = access === "admin" && "For administrators.";
  const isFree = uncounted && access !== "anyone" && "Not counted against the limit.";
  const text = [description, office, scope, isFree].filter(Boolean).join("\n\n");
  return text ? { description: text } : {};
}

function bodyOf({ takesForms }: Endpoint, schema: z.ZodType) {
  const media = { schema, example: exampleOf(schema) };
  return {
    required: !schema.safeParse({}).success,
    content: {
      "application/json": media,
      ...(takesForms && { "application/x-www-form-urlencoded": media }),
    },
  };
}

function successes(spec: Endpoint): ZodOpenApiResponsesObject {
  const [usual, ...others] = spec.statuses ?? [200];
  return Object.fromEntries([usual, ...others].map((status) => [String(status), success(spec, status)]));
}

const meanings: Record<number, string> = {
  200: "Done.",
  201: "Made.",
  202: "Accepted; it is still under way.",
  204: "Done; there is nothing to say.",
  302: "Go on there.",
  303: "Go on there.",
};

function success(spec: Endpoint, status: number): ZodOpenApiResponseObject {
  const headers = successHeaders(spec, status);
  const description = meanings[status] ?? "Done.";
  if (status === 204 || status >= 300) return { description, headers };
  if (spec.streams) {
    const schema = spec.streams === "text/event-stream" ? anEvent : { type: "string" as const };
    return { description, headers, content: { [spec.streams]: { schema } } };
  }
  return { description, headers, content: { "application/json": { schema: envelopeOf(spec) } } };
}

/** Of a stream each event is looked at by itself. */
const anEvent = {
  type: "object" as const,
  description: "One of the events, which come one after the other.",
  required: ["data"],
  properties: {
    event: { type: "string" as const },
    data: { type: "string" as const, description: "A JSON object." },
  },
};
