type Asking = { ask: (path: string) => Promise<Response> };

/** An operation of the API as its document describes it. */
export type Operation = {
  name: string;
  method: string;
  path: string;
  access: "anyone" | "member" | "admin" | "cron";
  success: number;
  needsInput: boolean;
  scopes: readonly string[];
};

type Described = {
  operationId: string;
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
  requestBody?: { required?: boolean };
  parameters?: { in: string; required?: boolean }[];
};

/** Every operation for clients that the portal's own document names; what other systems send has its lines in page-access.ts. */
export async function documented(stranger: Asking): Promise<Operation[]> {
  const document = (await (await stranger.ask("/openapi.json")).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const ofClients = Object.entries(document.paths).filter(([path]) => !path.startsWith("/api/webhooks/"));
  return ofClients.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: described.operationId,
      method: method.toUpperCase(),
      path,
      access: accessOf(described),
      scopes: described.security.flatMap(({ key = [] }) => key),
      success: Number(Object.keys(described.responses).sort()[0]),
      needsInput:
        described.requestBody?.required === true ||
        (described.parameters ?? []).some((one) => one.in === "query" && one.required === true),
    })),
  );
}

function accessOf({ security }: Described): Operation["access"] {
  if (security.length === 0) return "anyone";
  if (security.some(({ scheduler }) => scheduler)) return "cron";
  return security.some(({ key }) => key?.includes("admin")) ? "admin" : "member";
}
