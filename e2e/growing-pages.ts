import { clock } from "../app/core/clock";
import type { Browser, World } from "./portal-process";

/** An address that is measured at both sizes, and who asks for it. */
export type Measurable = { name: string; as: "ada" | "alice"; path: string };

/** Every page and list that may grow with what is in the database. `:` stands for something that the database has. */
export async function measurables({ ada, alice }: World): Promise<Measurable[]> {
  const members = await idsOn(ada, "/admin/members", /user_\w{26}/g);
  const [cluster = ""] = await idsOn(ada, "/admin/clusters", /cluster_\w{26}/g);
  const [environment = ""] = await idsOn(alice, "/environments", /env_\w{26}/g);
  const member = members.at(-1) ?? "";
  const today = clock.now().toISOString().slice(0, 10);
  const asAda = (name: string, path = name): Measurable => ({ name, as: "ada", path });
  const asAlice = (name: string, path = name): Measurable => ({ name, as: "alice", path });
  return [
    asAda("/admin"),
    asAda("/admin/members"),
    asAda("/admin/members, second page", `/admin/members?before=${member}`),
    asAda("/admin/members?q=, many", "/admin/members?q=amina"),
    asAda("/admin/members?q=, one", "/admin/members?q=amina.novak.20@"),
    asAda("/admin/members?q=, nobody", "/admin/members?q=nobody+at+all"),
    asAda("/admin/members?q=, two letters", "/admin/members?q=zz"),
    asAda("/admin/members/:id", `/admin/members/${member}`),
    asAda("/admin/clusters"),
    asAda("/admin/clusters/:id", `/admin/clusters/${cluster}`),
    asAda("/admin/environments"),
    asAda("/admin/collection"),
    asAda("/admin/activity"),
    asAda("/admin/activity?outcome=refused"),
    asAda("/admin/activity?actor=", `/admin/activity?actor=${member}`),
    asAlice("/dashboard"),
    asAlice("/environments"),
    asAlice("/environments/new"),
    asAlice("/environments/:id", `/environments/${environment}`),
    asAlice("/usage"),
    asAlice("/usage?day=", `/usage?day=${today}`),
    asAlice("/billing"),
    asAlice("/activity"),
    asAlice("/account"),
    asAlice("/account/sessions"),
    asAlice("/account/keys"),
    asAlice("/account/webhooks"),
    asAda("/api/admin/users?limit=50"),
    // As many rows as the small installation has of the name, so that the pages compared are alike.
    asAda("/api/admin/users?limit=10&q=", "/api/admin/users?limit=10&q=amina"),
    asAda("/api/admin/users?limit=50&sort=name"),
    asAda("/api/admin/clusters"),
    asAda("/api/v1/admin/users?limit=50"),
    asAda("/api/v1/admin/environments?limit=50"),
    asAda("/api/v1/admin/activity?limit=50"),
    asAlice("/api/usage"),
    asAlice("/api/v1/environments/list"),
    asAlice("/api/v1/activity"),
  ];
}

async function idsOn(who: Browser, path: string, shape: RegExp): Promise<string[]> {
  return (await (await who.ask(path)).text()).match(shape) ?? [];
}
