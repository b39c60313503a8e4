/**
 * What the API's document does not say: what a call with nothing in it does when it needs nothing to do something. Endpoints that read, or
 * that need a body, are checked by what the document says of them; one that does something and has no line here fails by its name.
 * The names are those of the operations; each line says what Alice, the other members, and Ada meet.
 */
export const endpointAccess: Record<string, EndpointAccess> = {
  logIn: { alice: 200 },
  logInCallback: { alice: 400 },
  deleteEnvironment: { alice: [200, 404] },
  heartbeat: { alice: [200, 404] },
  collectUsage: { ada: [202, 409] },
  readCollection: { ada: [200, 404] },
  jupyterProgress: { alice: [200, 404, 409] },
  launchJupyter: { alice: [200, 202] },
  stopJupyter: { alice: [200, 202, 409] },
};

type Expected = number | readonly number[];
export type EndpointAccess = { alice?: Expected; others?: Expected; ada?: Expected };

/** What stands for the parameters in an address of the API. */
export type Things = { environment: string; cluster: string; member: string; key: string; webhook: string };

/** The address with Alice's things in it; undefined where nobody has said yet what stands for a parameter. */
export function addressWith(path: string, { environment, cluster, member }: Things): string | undefined {
  const filled = path
    .replace(/{env_id}/, environment)
    .replace(/{runId}/, "collect-20260101000000000")
    .replace(/(?<=\/clusters\/){\w+}/, cluster)
    .replace(/(?<=\/users\/){\w+}/, member);
  return filled.includes("{") ? undefined : filled;
}
