import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readEnv } from "../../app/core/env.server";
import { settings } from "../../app/core/settings.server";
import { firstSizes } from "../../app/domain/workloads/first-sizes";

type Service = {
  image: string;
  restart: string;
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop: string[];
  security_opt: string[];
  privileged?: boolean;
  healthcheck?: object;
  stop_grace_period: string;
  ports?: string[];
  networks: string[];
  volumes?: string[];
  build?: { context: string };
  environment: Record<string, string>;
};
type Compose = {
  services: Record<"portal" | "postgres" | "jupyterhub", Service>;
  networks: Record<string, { internal?: boolean } | null>;
};

const text = (file: string) => readFileSync(file, "utf8");
const compose = parse(text("deploy/compose.yaml"), { merge: true }) as Compose;
const { portal, postgres, jupyterhub } = compose.services;
const example = parseEnv(text("deploy/compose.env.example"));
const dockerfile = text("Dockerfile");
const finalStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
const variables = [...new Set([...text("deploy/compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name))];

/** A service's environment as compose fills it from the example file. */
function environmentOf(service: Service): Record<string, string> {
  const filled = (value: string) => value.replaceAll(/\$\{(\w+)[^}]*\}/g, (_, name: string) => example[name] ?? "");
  return Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, filled(value)]));
}

describe("every container", () => {
  test.each(Object.entries(compose.services))("%s comes back after a failure and gains no privilege", (_, service) => {
    expect(service.restart).toBe("unless-stopped");
    expect(service.security_opt).toContain("no-new-privileges:true");
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.privileged).toBeUndefined();
    expect(service.image).toMatch(/:(local|[\d.]+-\w+)$/);
  });

  test.each(Object.entries(compose.services))(
    "%s is watched by a health check, in compose or in its image",
    (_, service) => {
      const image = service.build ? text(`deploy/${service.build.context}/Dockerfile`) : "";
      expect(service.healthcheck !== undefined || /^HEALTHCHECK .+CMD \[/ms.test(image)).toBe(true);
    },
  );

  test("is reached from this machine alone, where the reverse proxy stands", () => {
    for (const service of Object.values(compose.services))
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test("but the portal and the database cannot reach the database", () => {
    expect(compose.networks["back"]?.internal).toBe(true);
    expect(postgres.networks).toEqual(["back"]);
    expect(jupyterhub.networks).not.toContain("back");
  });
});

describe("the portal's container", () => {
  test("writes to nothing but a small /tmp, in which nothing can be run", () => {
    expect(portal.read_only).toBe(true);
    expect(portal.volumes).toBeUndefined();
    expect(portal.tmpfs).toEqual([expect.stringMatching(/^\/tmp:size=\d+m,.*noexec/)]);
  });

  test("is given longer to stop than the portal takes", () => {
    const drainSeconds = Number(/DRAIN_MS = (\d+)_000/.exec(text("server.ts"))?.[1]);
    expect(drainSeconds).toBeGreaterThan(0);
    expect(Number.parseInt(portal.stop_grace_period)).toBeGreaterThan(drainSeconds);
  });

  test("has the settings that production needs, and knows none that the portal does not", () => {
    const result = readEnv(environmentOf(portal));
    const complaints = "problems" in result ? result.problems : [];
    expect(complaints.filter((line) => !line.includes("still holds the text of its example"))).toEqual([]);
    expect(Object.keys(portal.environment).filter((name) => !(name in settings.shape))).toEqual([]);
  });

  test("is passed every setting that there is, but for those that compose decides", () => {
    const decided = {
      ATRIUM_MODE: "production as it comes",
      PORT: "the one that is published and that the health check asks",
      AUTH_ISSUER: "a stand-in, which production refuses",
      STRIPE_API_URL: "a stand-in, which production refuses",
    };
    const passed = [...Object.keys(portal.environment), ...Object.keys(decided)];
    expect(passed.toSorted()).toEqual(Object.keys(settings.shape).toSorted());
  });

  test("does not start with the example's secrets", () => {
    expect(readEnv(environmentOf(portal))).toHaveProperty("problems");
  });
});

describe("the example of the compose settings", () => {
  test("names exactly what the compose file asks for", () => {
    expect(Object.keys(example).sort()).toEqual(variables.toSorted());
  });

  test("offers the hub the sizes that the portal begins with", () => {
    const sizes = firstSizes.map(({ slug, cpuMilli, memoryMib }) => [slug, { cpuMilli, memoryMib }]);
    expect(JSON.parse(example["HUB_PROFILES"] ?? "")).toEqual(Object.fromEntries(sizes));
  });

  test("gives the hub everything its configuration needs and its image does not set", () => {
    const needed = [...text("deploy/jupyterhub/jupyterhub_config.py").matchAll(/needed\("(\w+)"\)/g)].map(
      ([, name]) => name ?? "",
    );
    const image = text("deploy/jupyterhub/Dockerfile");
    const missing = needed.filter((name) => !(name in jupyterhub.environment) && !image.includes(`${name}=`));
    expect(missing).toEqual([]);
  });
});

describe("the portal's image", () => {
  test("runs the Node that the project is tested on", () => {
    const { devDependencies } = JSON.parse(text("package.json")) as { devDependencies: { node: string } };
    expect(dockerfile).toContain(`NODE_IMAGE=node:${devDependencies.node}-bookworm-slim`);
  });

  test("runs as nobody in particular, and asks the portal itself whether it is well", () => {
    expect(finalStage).toContain("\nUSER 10001:10001\n");
    expect(finalStage).toMatch(/HEALTHCHECK [^]*\/readyz/);
    expect(finalStage).toContain('\nCMD ["node", "build/server.js"]');
    expect(finalStage).toContain("NODE_ENV=production");
  });

  test("holds no secret, and of node_modules only what the portal needs", () => {
    expect(dockerfile).not.toMatch(/SECRET|PASSWORD|TOKEN|dev-/);
    expect(finalStage).toContain("COPY --from=packages /src/node_modules");
    expect(dockerfile).toMatch(/AS packages\n[^]*npm ci --omit=dev/);
    expect(
      text(".dockerignore")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))[0],
    ).toBe("*");
  });
});
