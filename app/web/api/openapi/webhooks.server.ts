import { z } from "zod";
import type { ZodOpenApiObject } from "zod-openapi";
import { installationEvents, TEST_EVENT, webhookEvents } from "~/domain/webhooks/endpoints/webhook-events";

const events = [...Object.values(webhookEvents).flat(), ...installationEvents, TEST_EVENT] as const;

const id = z.string().meta({ example: "delivery_01m8b2szggegbaxykyk3a7ts4d" });

/** What {@link payloadOf} makes, with the id of its delivery. */
const message = z
  .object({
    id,
    type: z.enum(events).meta({ example: "environment.start" }),
    timestamp: z.iso.datetime().describe("When it happened."),
    data: z.object({
      actor: z.string().optional().describe("Who did it; absent when the portal itself did."),
      subject: z.string().optional().describe("Whose thing it was done to; absent when it is nobody's in particular."),
      target: z.object({ kind: z.string(), id: z.string() }),
      outcome: z.enum(["success", "failed"]),
      before: z.record(z.string(), z.unknown()).optional(),
      after: z.record(z.string(), z.unknown()).optional().describe("What changed; never a secret."),
    }),
  })
  .meta({ id: "WebhookMessage" });

const headers = z.object({
  "webhook-id": id.describe("The same message never has another."),
  "webhook-timestamp": z.string().describe("Seconds of the epoch; refuse what is more than five minutes old."),
  "webhook-signature": z.string().describe("`v1,` and the signature, as Standard Webhooks has it."),
});

/** What the portal sends to the endpoints that members add. */
export const documentedWebhooks: ZodOpenApiObject["webhooks"] = {
  event: {
    post: {
      summary: "Something happened that your endpoint wants to hear of",
      tags: ["Webhooks"],
      security: [],
      requestParams: { header: headers },
      requestBody: { required: true, content: { "application/json": { schema: message } } },
      responses: {
        "2XX": { description: "It was taken. Everything else is tried again for about a day." },
        "410": { description: "Nobody listens any more: the endpoint is switched off at once." },
      },
    },
  },
};
