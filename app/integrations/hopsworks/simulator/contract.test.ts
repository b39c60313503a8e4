import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { hopsworksSdk, selfSigned } from "../../../../scripts/stack/hopsworks-sdk";
import { startHopsworksSimulator } from "~/integrations/hopsworks/simulator";

/** What a member does in a notebook, and an administrator in a script; prints what the SDK made of the answers. */
const script = `
import hopsworks, json, os
at = dict(host=os.environ["HOST"], port=int(os.environ["PORT"]), engine="python")
project = hopsworks.login(project="zoe", api_key_value=os.environ["MEMBER_KEY"], **at)
seen = dict(project=project.name, owner=project.owner, jobs=project.get_job_api().get_jobs())
hopsworks.logout()
hopsworks.login(api_key_value=os.environ["ADMIN_KEY"], **at)
users = hopsworks.get_users_api()
users.register_user(email="yan@example.org", first_name="Yan", last_name="Ypsilon")
seen["users"] = sorted(user.email for user in users.get_users())
print("SEEN " + json.dumps(seen))
`;

test(
  "the real Hopsworks SDK signs in at the simulator and finds what is there",
  { timeout: 360_000 },
  async ({ skip }) => {
    const [sdk, tls] = await Promise.all([
      hopsworksSdk({ mayInstall: process.env["CI"] === "true" || process.env["HOPSWORKS_SDK"] === "install" }),
      selfSigned(),
    ]);
    if ("reason" in sdk) return skip(say(`The Hopsworks SDK cannot be had: ${sdk.reason}.`));
    if (!tls) return skip(say("The Hopsworks SDK speaks TLS alone, and there is no openssl to make a certificate."));
    const { url, apiKey, control, stop } = await startHopsworksSimulator({ tls, version: "5.0.6" });
    const home = await mkdtemp(join(tmpdir(), "atrium-sdk-"));
    try {
      const zoe = control.addUser({ email: "zoe@example.org", firstname: "Zoe", lastname: "Zed", status: 2 });
      control.addProject({ name: "zoe", ownerId: zoe.id, creationStatus: "DONE" });
      control.addProject({ name: "operations", ownerId: 10000, creationStatus: "DONE" });
      const { hostname, port } = new URL(url);
      const keys = { MEMBER_KEY: control.addKey(zoe.id, ["PROJECT", "JOB"]), ADMIN_KEY: apiKey };
      const env = { ...process.env, HOME: home, HOST: hostname, PORT: port, ...keys };
      const { stdout } = await promisify(execFile)(sdk.python, ["-c", script], { env, cwd: home, timeout: 60_000 });
      const seen: unknown = JSON.parse(/^SEEN (.*)$/m.exec(stdout)?.[1] ?? "null");
      const users = ["admin@hopsworks.ai", "yan@example.org", "zoe@example.org"];
      expect(seen).toEqual({ project: "zoe", owner: "zoe@example.org", jobs: [], users });
    } finally {
      await stop();
      await rm(home, { recursive: true, force: true });
    }
  },
);

function say(reason: string): string {
  console.info(`skipped: ${reason}`);
  return reason;
}
