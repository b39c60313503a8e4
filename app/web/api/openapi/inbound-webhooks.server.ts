import { z } from "zod";
import type { oas31, ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { loginMessage } from "~/integrations/auth0/contract";
import { eventSchema } from "~/integrations/stripe/contract";
import type { inboundWebhooks } from "~/web/api/inbound-webhooks.server";

/** Under which tag they stand. */
export const inboundTag = {
  name: "Platform: webhooks",
  description:
    "What Stripe and the identity provider send to the portal, each signed with a secret of the installation.",
} as const satisfies oas31.TagObject;

/** How their senders prove who they are: by a signature over the text as it is sent. */
export const signatureSchemes: Record<string, oas31.SecuritySchemeObject> = {
  stripeSignature: {
    type: "apiKey",
    in: "header",
    name: "Stripe-Signature",
    description: "As Stripe signs its webhooks, with one of `STRIPE_WEBHOOK_SECRETS`; good for five minutes.",
  },
  loginSignature: {
    type: "apiKey",
    in: "header",
    name: "X-Atrium-Signature",
    description:
      "`t=<seconds of the epoch>,v1=<hex>`: HMAC-SHA-256 with `AUTH0_WEBHOOK_SECRET` over `<seconds>.<body>`; good for five minutes.",
  },
};

const received = z.object({ received: z.literal(true) }).meta({ id: "Received" });
const refusal = z
  .object({
    error: z.string().describe("What is wrong, in one word for programs.").meta({ example: "webhookSignature" }),
  })
  .meta({ id: "WebhookRefusal" });

const anyRefusals = {
  413: "The message is too long.",
  500: "A mistake of ours. Send it again.",
  503: "The portal cannot keep it just now. Send it again.",
};

/** Their paths, as the document has them. */
export const inboundPaths: ZodOpenApiPathsObject & Record<(typeof inboundWebhooks)[number], object> = {
  "/api/webhooks/auth0": {
    post: operation({
      operationId: "receiveLogin",
      summary: "Somebody signed in at the identity provider",
      description: "Sent by the tenant's Action at each sign-in. Makes the member, and asks for their place, once.",
      security: [{ loginSignature: [] }],
      requestBody: bodyOf(loginMessage, { sub: "auth0|6553a1", email: "alice@example.org", email_verified: true }),
      refusals: {
        400: "It is signed, and does not say who signed in.",
        401: "It was not signed with the secret within the last five minutes.",
        403: "The address is not verified, or the member is suspended.",
        404: "This installation takes no such messages.",
        409: "The address is another member's.",
      },
    }),
  },
  "/api/webhooks/stripe": {
    post: operation({
      operationId: "receiveStripeEvent",
      summary: "Something happened at Stripe",
      description: "Kept once by its id, however often and in whatever order it comes, and acted on afterwards.",
      security: [{ stripeSignature: [] }],
      requestBody: bodyOf(eventSchema, {
        id: "evt_1",
        type: "checkout.session.completed",
        data: { object: { id: "cs_test_a1b2c3", object: "checkout.session" } },
      }),
      refusals: { 400: "It was not signed by Stripe within the last five minutes, or is no event." },
    }),
  },
};

type Sent = Pick<ZodOpenApiOperationObject, "operationId" | "summary" | "description" | "security" | "requestBody"> & {
  refusals: Record<number, string>;
};

function operation({ refusals, ...sent }: Sent): ZodOpenApiOperationObject {
  const all = Object.entries({ ...refusals, ...anyRefusals });
  const content = { "application/json": { schema: refusal } };
  return {
    ...sent,
    tags: [inboundTag.name],
    responses: {
      200: { description: "It was taken.", content: { "application/json": { schema: received } } },
      ...Object.fromEntries(all.map(([status, description]) => [status, { description, content }])),
    },
  };
}

function bodyOf(schema: z.ZodType, example: object) {
  return { required: true, content: { "application/json": { schema, example } } };
}
