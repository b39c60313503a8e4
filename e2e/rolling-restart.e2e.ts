import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "playwright/test";
import { cast } from "../app/testing/cast";
import { programOf } from "../scripts/check/debian-package";
import { freePort } from "../scripts/stack/ports";
import { anEmptyDatabase, Browser, isReady, startPortal, startSurroundings, type Surroundings } from "./portal-process";

let nginx: string | undefined;
let surroundings: Surroundings;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  nginx = await programOf("nginx", { inPackage: "nginx-light" });
  surroundings = await startSurroundings();
});

test.afterAll(() => surroundings.stop());

/** The example's site, but for encryption: at this port, in front of these replicas. */
async function startProxy(program: string, port: string, replicas: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "atrium-proxy-"));
  const [upstream = "", , site = ""] = readFileSync("deploy/nginx.conf", "utf8")
    .split(/^(?=upstream |server )/m)
    .slice(1);
  const behind = upstream
    .replace("127.0.0.1:3000", `127.0.0.1:${replicas[0]}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${replicas[1]}`);
  const open = site.replace("listen 443 ssl http2", `listen 127.0.0.1:${port}`).replace(/^ +ssl_.*$/gm, "");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder};`);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {} http { access_log off; ${temporary.join(" ")} ${behind} ${open} }`,
  );
  const child = spawn(program, ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "inherit" });
  const stop = async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  return { stop };
}

test("two replicas behind nginx are restarted one after the other, and no request fails", async () => {
  test.skip(!nginx, "there is no nginx, and this account may not install it");
  const { settings } = surroundings;
  const DATABASE_URL = await anEmptyDatabase(surroundings);
  const ports = [String(await freePort()), String(await freePort())];
  const start = (port = "") => startPortal({ ...settings, DATABASE_URL, TRUSTED_PROXIES: "1", PORT: port });
  const replicas = [await start(ports[0]), await start(ports[1])];
  const proxy = await startProxy(nginx ?? "", settings.PORT, ports);
  const enough = new AbortController();
  try {
    while (!(await isReady(settings.APP_URL))) await wait(50);
    const ada = await new Browser(settings.APP_URL).signInAs(cast.ada);
    const statuses = new Map<string, number>();
    const asked = (what: string) => void statuses.set(what, (statuses.get(what) ?? 0) + 1);
    const asking = Array.from({ length: 4 }, async () => {
      while (!enough.signal.aborted) {
        const page = await ada.ask("/admin").catch(String);
        asked(typeof page === "string" ? page : `page ${page.status}`);
        if (typeof page !== "string") await page.text();
        const form = await ada.post("/preferences", new URLSearchParams({ theme: "dark" })).catch(String);
        asked(typeof form === "string" ? form : `form ${form.status}`);
      }
    });
    for (const [index, port] of ports.entries()) {
      await wait(500);
      expect(await replicas[index]?.stop()).toBe(0);
      replicas[index] = await start(port);
    }
    await wait(500);
    enough.abort();
    await Promise.all(asking);
    expect([...statuses.keys()].sort()).toEqual(["form 302", "page 200"]);
    expect(statuses.get("page 200")).toBeGreaterThan(50);
  } finally {
    enough.abort();
    await proxy.stop();
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
});
