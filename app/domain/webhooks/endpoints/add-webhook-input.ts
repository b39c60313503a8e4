import { z } from "zod";
import { isId, type WebhookEndpointId } from "~/core/id";
import { hasPicked, pickedOf, webhookFields } from "./change-webhook-input";

/** What the form of a new endpoint sends; `endpointId` makes sending it twice add one. */
export const addWebhookInput = z
  .looseObject({
    ...webhookFields,
    endpointId: z.custom<WebhookEndpointId>((value) => isId("hook", value), { error: "webhookFormUsed" }),
    hearsEverybody: z.string().optional().transform(Boolean),
  })
  .transform(({ endpointId: id, hearsEverybody, ...form }) => ({ id, hearsEverybody, ...pickedOf(form) }))
  .refine(hasPicked, { error: "webhookEventsMissing" });

export type AddWebhookInput = z.output<typeof addWebhookInput>;
