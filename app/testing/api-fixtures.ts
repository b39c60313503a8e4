import express from "express";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { withLogContext } from "~/core/log.server";
import { newId } from "~/core/id";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { endpoints } from "~/routes/api/endpoints";
import type { Endpoint } from "~/web/api/endpoint.server";
import { apiHostRouter, apiRouter } from "~/web/api/serve-endpoints.server";
import type { CastMember } from "./cast";

export type ServedApi = {
  /** Where the portal's own host is; the families are below `/api`. */
  url: string;
  /** Where the API's own host is, with the workspace family at the root. */
  hostUrl: string;
  stop: () => Promise<void>;
};

/** The API over real HTTP, as server.ts hosts it: on the portal's host and on one of its own. */
export async function startApi(served: readonly Endpoint[] = endpoints): Promise<ServedApi> {
  const [below, host] = await Promise.all([listen(apiRouter(served)), listen(apiHostRouter(served))]);
  const stop = async () => {
    await Promise.all([below.stop(), host.stop()]);
  };
  return { url: below.url, hostUrl: host.url, stop };
}

async function listen(router: express.Router) {
  const app = express();
  app.use((request, _, next) =>
    withLogContext({ requestId: newId("req"), ...(request.ip && { address: request.ip }) }, next),
  );
  app.use(router);
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** A member of the cast who is signed in: as the portal sees them, and the cookie that their browser sends. */
export async function signedIn(person: CastMember): Promise<{ viewer: Viewer; cookie: string }> {
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...person });
  const { token } = await startSession(viewer.userId, { userAgent: null });
  return { viewer, cookie: `atrium=${token}` };
}
