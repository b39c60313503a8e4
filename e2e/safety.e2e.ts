import { test as withNoisyConsole, type BrowserContext } from "playwright/test";
import { strictestPolicy } from "../app/web/security/content-policy.server";
import { expect, signInAs, test, type Page } from "./journey";

const memberPages = ["/dashboard", "/environments", "/environments/new", "/usage", "/billing", "/welcome"];
const adminPages = [
  "/admin",
  "/admin/members",
  "/admin/clusters",
  "/admin/clusters/new",
  "/admin/environments",
  "/admin/collection",
];
const refused = ["/no-such-page", "/environments/env_01h455vb4pex5vsknk084sn02q", "/admin/members/nobody"];

declare global {
  interface Window {
    violations: string[];
  }
}

/** Notes in every page what its policy stopped. */
async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      window.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
}

const violations = (page: Page) => page.evaluate(() => window.violations);

/** What every answer says, whatever it is. */
function expectHeaders(headers: Record<string, string>, about: string): void {
  expect(headers, about).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(headers["permissions-policy"], about).toContain("camera=()");
  expect(headers["content-security-policy"], about).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"], about).not.toContain("unsafe");
}

test("no page does what its policy forbids, from signing in to an error", async ({ page, context }) => {
  await watch(context);
  const signIn = await page.goto("/sign-in");
  const nonceOf = (policy = "") => /'nonce-([\w-]{43})'/.exec(policy)?.[1];
  const nonces = new Set([nonceOf(signIn?.headers()["content-security-policy"])]);
  expect(await violations(page)).toEqual([]);
  await signInAs(page, "Ada");
  const paths = [...memberPages, ...adminPages, ...refused];
  for (const path of paths) {
    const answer = await page.goto(path);
    await page.waitForLoadState("load");
    // React took the page over: its scripts ran.
    await page.waitForFunction(() => "__reactRouterVersion" in window || "__remixRouter" in window);
    expect(await violations(page), path).toEqual([]);
    const headers = answer?.headers() ?? {};
    expectHeaders(headers, path);
    expect(headers["cache-control"], path).toBe("no-store");
    nonces.add(nonceOf(headers["content-security-policy"]));
  }
  expect(nonces).not.toContain(undefined);
  expect(nonces.size).toBe(paths.length + 1);
});

test("a dialog over the page, the menu and a page reached by a link break nothing either", async ({
  page,
  context,
}) => {
  await watch(context);
  await signInAs(page, "Ada");
  await page.goto("/admin/collection");
  // The cluster that was out of reach yesterday.
  await page.locator("main").getByRole("link", { name: "us-1" }).click();
  const look = page.locator("main").getByRole("link", { name: /·/ }).first();
  await look.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe("hidden");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Usage" }).first().click();
  await page.waitForURL(/\/usage/);
  await page.getByRole("link", { name: "Billing" }).first().click();
  await page.waitForURL(/\/billing/);
  expect(await violations(page)).toEqual([]);
});

withNoisyConsole("what somebody else wrote into a page does not run", async ({ page, context }) => {
  await watch(context);
  // As if an attacker's words had been rendered as they are.
  await page.route("**/sign-in", async (route) => {
    const answer = await route.fetch();
    const evil = `<script>window.stolen = 1</script><img src="data:," onerror="window.stolen = 2"><base href="https://evil.example/"><p style="color: red">x</p>`;
    await route.fulfill({ response: answer, body: (await answer.text()).replace("<body>", `<body>${evil}`) });
  });
  await page.goto(`${process.env["E2E_URL"] ?? ""}/sign-in`);
  // The page's own scripts run all the same, and throw away what does not belong there; so it comes again.
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    const late = document.createElement("div");
    late.innerHTML = `<img src="data:," onerror="window.stolen = 4"><a href="javascript:window.stolen=5">x</a><form action="https://evil.example/"></form>`;
    document.body.append(late);
    late.querySelector("a")?.click();
    late.querySelector("form")?.submit();
    return fetch("https://evil.example/").catch(() => undefined);
  });
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as unknown as { stolen?: number }).stolen)).toBeUndefined();
  expect(page.url()).toMatch(/\/sign-in$/);
  const stopped = (await violations(page)).map((one) => one.split(" ")[0]);
  for (const directive of [
    "script-src-elem",
    "script-src-attr",
    "base-uri",
    "style-src-attr",
    "form-action",
    "connect-src",
  ])
    expect(stopped).toContain(directive);
});

test("everything else that the portal answers may do nothing, and says how long it may be kept", async ({ page }) => {
  await signInAs(page, "Alice");
  const page1 = await (await page.request.get("/usage")).text();
  const asset = /\/assets\/[\w.-]+\.js/.exec(page1)?.[0] ?? "";
  const answers = [
    ["/usage.csv", 200, "no-store"],
    ["/usage.data", 200, "no-store"],
    ["/environments/nothing/progress", 404, "no-store"],
    ["/", 302, "no-store"],
    ["/sign-out", 302, "no-store"],
    ["/health", 200, "no-store"],
    ["/api/nothing", 404, "no-store"],
    [asset, 200, "public, max-age=31536000, immutable"],
    ["/favicon.svg", 200, "public, max-age=3600"],
    ["/assets/nothing.js", 404, "no-store"],
  ] as const;
  for (const [path, status, kept] of answers) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([path, answer.status(), answer.headers()["cache-control"]]).toEqual([path, status, kept]);
    expectHeaders(answer.headers(), path);
    expect(answer.headers()["content-security-policy"], path).toBe(strictestPolicy);
  }
  const foreign = await page.request.post("/sign-out", { headers: { origin: "https://evil.example" } });
  expect(foreign.status()).toBe(403);
  expectHeaders(foreign.headers(), "a foreign write");
});

test("a host that somebody made up leads nobody anywhere", async ({ page, baseURL }) => {
  const claims: Record<string, string>[] = [{ "x-forwarded-host": "evil.example" }, { host: "evil.example" }];
  for (const headers of claims)
    for (const path of ["/", "/dashboard", "/sign-in", "/auth/callback?state=x&code=y", "/no-such-page"]) {
      const answer = await page.request.get((baseURL ?? "") + path, { headers, maxRedirects: 0 });
      expect(JSON.stringify(answer.headers()) + (await answer.text()), path).not.toContain("evil.example");
    }
});
