import type { oas31 } from "zod-openapi";
import type { Endpoint } from "~/web/api/endpoint.server";

type Schemes = Record<string, oas31.SecuritySchemeObject>;

/** How a caller can say who they are. `cookie` is the name of the session's on this installation. */
export function securitySchemes(cookie: string): Schemes {
  return {
    session: {
      type: "apiKey",
      in: "cookie",
      name: cookie,
      description:
        "The session of a browser that is signed in; the browser sends it by itself. Writes must then come from the portal's own pages.",
    },
    token: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
      description: "A token that the identity provider or the portal signed. An API key is taken here, too.",
    },
    key: {
      type: "apiKey",
      in: "header",
      name: "X-API-Key",
      description: "An API key. It may do what its scopes say; each operation names the ones of which it needs one.",
    },
    scheduler: {
      type: "http",
      scheme: "bearer",
      description: "The secret in `CRON_SECRET`, for a scheduler outside. Also taken as the header `X-Cron-Secret`.",
    },
  };
}

/** Which of them an endpoint takes: one of these is enough. Beside the key stands the scope that it needs. */
export function securityOf({ access, scopes = [] }: Endpoint): oas31.SecurityRequirementObject[] {
  if (access === "anyone") return [];
  if (access === "cron") return [{ scheduler: [] }];
  const needed = access === "admin" ? ["admin"] : scopes;
  return [...needed.map((scope) => ({ key: [scope] })), { token: [] }, { session: [] }];
}
