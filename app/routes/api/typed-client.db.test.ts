import { beforeAll, expect, test } from "vitest";
import { signedIn, startApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { atriumClient, type AtriumClient } from "../../../clients/typescript/src/atrium-client";

let stranger: AtriumClient;
let alice: AtriumClient;

beforeAll(async () => {
  const api = await startApi();
  const { cookie } = await signedIn(cast.alice);
  stranger = atriumClient({ baseUrl: api.url });
  alice = atriumClient({
    baseUrl: api.url,
    fetch: (request) => fetch(request, { headers: withCookie(request, cookie) }),
  });
  return () => api.stop();
});

function withCookie({ headers }: Request, cookie: string): Headers {
  const all = new Headers(headers);
  all.set("cookie", cookie);
  return all;
}

test("who is signed in reads who they are, in both families", async () => {
  const platform = await alice.GET("/api/user");
  expect(platform.data?.user).toEqual({
    id: cast.alice.subject,
    email: cast.alice.email,
    hopsworks_username: null,
    hopsworks_cluster: null,
  });
  const workspace = await alice.GET("/api/v1/users/me");
  expect(workspace.data?.data).toMatchObject({ email: cast.alice.email, role: "user" });
});

test("a stranger is told so in the words of the family, and reads how the service is", async () => {
  const { error, response } = await stranger.GET("/api/v1/users/me");
  expect([response.status, error?.error_code]).toEqual([401, "UNAUTHORIZED"]);
  expect((await stranger.GET("/api/user")).error?.error).toBe("Not authenticated");
  expect((await stranger.GET("/api/v1/health")).data?.status).toBe("healthy");
  expect((await stranger.GET("/api/v1")).data?.docs).toBe("/docs");
});
