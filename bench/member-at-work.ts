import { setTimeout as pause } from "node:timers/promises";
import { Visitor } from "../app/integrations/auth0/simulator/visitor";
import { cast } from "../app/testing/cast";

/** Signs Alice in, has her notebook running, and gives the cookies of her browser. */
export async function memberAtWork(url: string): Promise<string> {
  const visitor = new Visitor();
  const begun = await post(visitor, `${url}/auth/auth0`, {});
  const callback = `${url}/auth/callback`;
  const back = await visitor.signIn(begun.headers.get("location") ?? "", callback, cast.alice.subject);
  await visitor.request(back.href);
  const dashboard = async () => (await visitor.request(`${url}/dashboard`)).text();
  const size = /name="size" value="([^"]+)"/.exec(await dashboard())?.[1] ?? "";
  await post(visitor, `${url}/environments/new`, { size });
  for (let tries = 0; !/href="\/environments\/[^"]+\/open"/.test(await dashboard()); tries++) {
    if (tries > 100) throw new Error("Alice's notebook did not start.");
    await pause(200);
  }
  return visitor.cookieHeader;
}

/** As one of the portal's own pages does. */
async function post(visitor: Visitor, url: string, form: Record<string, string>): Promise<Response> {
  const headers = { Cookie: visitor.cookieHeader, Origin: new URL(url).origin };
  const body = new URLSearchParams(form);
  return visitor.remember(await fetch(url, { method: "POST", redirect: "manual", headers, body }));
}
