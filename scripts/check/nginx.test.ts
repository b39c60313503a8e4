import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const config = readFileSync("deploy/nginx.conf", "utf8");
const hasNginx = ["nginx", "openssl"].every((program) => spawnSync(program, ["version"]).error === undefined);

describe("the example of a proxy", () => {
  test("leaves no replica out, passes the Host as it came and the caller's own address", () => {
    expect(config.match(/^ {4}server \S+ max_fails=0;$/gm)).toHaveLength(2);
    expect(config).toContain("proxy_set_header Host $http_host;");
    expect(config).toContain("proxy_set_header X-Forwarded-For $remote_addr;");
    expect(config).not.toMatch(/proxy_buffering|X-Forwarded-Host/);
  });

  test.runIf(hasNginx)("is one that nginx takes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "atrium-nginx-"));
    try {
      const [certificate, key, site, whole] = ["site.pem", "site.key", "site.conf", "nginx.conf"].map((name) =>
        join(folder, name),
      ) as [string, string, string, string];
      const subject = ["-subj", "/CN=atrium.example.org", "-days", "1"];
      execFileSync(
        "openssl",
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, ...subject],
        { stdio: "ignore" },
      );
      writeFileSync(site, config.replace("/etc/ssl/atrium.pem", certificate).replace("/etc/ssl/atrium.key", key));
      writeFileSync(whole, `pid ${folder}/pid; error_log stderr; events {} http { access_log off; include ${site}; }`);
      const { stderr } = await promisify(execFile)("nginx", ["-t", "-p", folder, "-c", whole]);
      expect(stderr).toContain("test is successful");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
