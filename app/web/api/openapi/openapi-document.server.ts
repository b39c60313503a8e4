import { createDocument, type oas31, type ZodOpenApiObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Endpoint } from "~/web/api/endpoint.server";
import { families } from "~/web/api/families.server";
import { inboundPaths, inboundTag, signatureSchemes } from "./inbound-webhooks.server";
import { operationOf } from "./operation.server";
import { securitySchemes } from "./security.server";
import { tagsOf } from "./tags.server";
import { documentedWebhooks } from "./webhooks.server";

/** Where an installation is: what the document cannot read off its endpoints. */
export type Installation = {
  version: string;
  /** Where the portal is. */
  portal: string;
  /** Where the workspace family is at the root, on installations that have such a place. */
  apiHost?: string;
  sessionCookie: string;
};

/** The OpenAPI document of every endpoint, as it is on the portal's own host: each family below `/api`. */
export function portalDocument(endpoints: readonly Endpoint[], installation: Installation): oas31.OpenAPIObject {
  const { portal, apiHost } = installation;
  const paths = pathsOf(endpoints, ({ family, path }) => `${families[family].base}${path}`.replace(/\/$/, ""));
  const elsewhere = apiHost
    ? ` The workspace family is also at the root of ${apiHost}, with a document of its own.`
    : "";
  const servers = [{ url: portal, description: `The portal.${elsewhere}` }];
  return documentOf(endpoints, { ...paths, ...inboundPaths }, installation, servers, {
    tags: [inboundTag],
    schemes: signatureSchemes,
    webhooks: documentedWebhooks,
  });
}

/** The document of the workspace family, as it is on the API's own host: at the root. */
export function apiHostDocument(endpoints: readonly Endpoint[], installation: Installation): oas31.OpenAPIObject {
  const { portal, apiHost } = installation;
  const own = endpoints.filter(({ family }) => family === "workspace");
  const servers = [
    ...(apiHost ? [{ url: apiHost, description: "The API's own host." }] : []),
    { url: `${portal}${families.workspace.base}`, description: "The same on the portal's host." },
  ];
  return documentOf(
    own,
    pathsOf(own, ({ path }) => path),
    installation,
    servers,
  );
}

function pathsOf(endpoints: readonly Endpoint[], addressOf: (spec: Endpoint) => string): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const spec of endpoints) (paths[addressOf(spec)] ??= {})[spec.method.toLowerCase() as "get"] = operationOf(spec);
  return paths;
}

/** What is said of the portal's own host alone. */
type OfPortal = {
  tags?: oas31.TagObject[];
  schemes?: Record<string, oas31.SecuritySchemeObject>;
  webhooks?: ZodOpenApiObject["webhooks"];
};

function documentOf(
  endpoints: readonly Endpoint[],
  paths: ZodOpenApiPathsObject,
  { version, sessionCookie }: Installation,
  servers: oas31.ServerObject[],
  more: OfPortal = {},
): oas31.OpenAPIObject {
  const whole = {
    openapi: "3.1.0" as const,
    info: { title: "Atrium API", version, description },
    servers,
    tags: [...tagsOf(endpoints), ...(more.tags ?? [])],
    paths,
    ...(more.webhooks && { webhooks: more.webhooks }),
    components: { securitySchemes: { ...securitySchemes(sessionCookie), ...more.schemes } },
  };
  return createDocument(whole, { override: leaveOutPattern }) as oas31.OpenAPIObject;
}

/** The format says it all; the pattern that goes with it is a line of signs that nobody reads. */
function leaveOutPattern({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void {
  if (jsonSchema.format === "date-time" || jsonSchema.format === "email") delete jsonSchema.pattern;
}

const description = `Everything that Atrium does for programs. Three families of clients are served, each in the envelope that it knows.

**Credentials.** A key (\`X-API-Key\`) with scopes, a token (\`Authorization: Bearer\`), or the session of a browser that is signed in. Never in
the address.

**Limits.** Calls are counted per member, with all of their keys and browsers together. Every counted answer says in \`X-RateLimit-*\` how many are
left; once there are none, 429 says in \`Retry-After\` when there are again.

**Once.** What makes something takes an \`Idempotency-Key\`: the same key with the same body gets the first answer again, with another body 409.

**Refusals.** Besides those that each operation names: 405 with \`Allow\` where the method is not there, 404 where nothing is. Every answer carries
\`X-Request-Id\`. What Stripe and the identity provider send to the portal stands below \`/api/webhooks\`; what the portal sends to endpoints of
yours are its webhooks.`;
