import { z } from "zod";
import type { Endpoint } from "~/web/api/endpoint.server";
import { errorCodes, type FamilyName } from "~/web/api/families.server";

/** What an endpoint's answer is on the wire: the counterpart of `wrap` in the families, as a schema. */
export function envelopeOf({ family, answer, envelope = {} }: Endpoint): z.ZodType {
  if (envelope === "bare" || family !== "workspace") return answer;
  return z.object({ status: z.literal(envelope.word ?? "success"), data: answer, timestamp: z.iso.datetime() });
}

/** What each family's refusals are on the wire: the counterpart of `refusal` in the families. */
export const refusalSchemas = {
  platform: z
    .object({
      error: z.string().describe("A sentence for people."),
      code: z.string().optional().describe("Tells programs which right is missing, such as `missing_scope`."),
      runId: z.string().optional().describe("The collection that is under way, where that is why."),
      details: z.record(z.string(), z.unknown()).optional().describe("For developers; never sent in production."),
    })
    .meta({ id: "PlatformRefusal" }),
  training: z
    .object({
      error: z.string().describe("A sentence for people."),
      code: z.string().describe("Tells programs what is wrong."),
      details: z.record(z.string(), z.unknown()).optional().describe("For developers; never sent in production."),
    })
    .meta({ id: "TrainingRefusal" }),
  workspace: z
    .object({
      detail: z.string().describe("A sentence for people."),
      error_code: z.enum(Object.values(errorCodes)).describe("Tells programs what is wrong."),
      timestamp: z.iso.datetime(),
    })
    .meta({ id: "WorkspaceRefusal" }),
} as const satisfies Record<FamilyName, z.ZodType>;
