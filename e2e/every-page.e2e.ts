import { expect, expectAccessible, signInAs, test, type Page } from "./journey";

const memberPages = [
  "/dashboard",
  "/environments",
  "/environments/new",
  "/usage",
  "/billing",
  "/account",
  "/account/sessions",
  "/account/sign-ins",
  "/account/keys",
  "/account/keys/new",
  "/account/webhooks",
  "/account/webhooks/new",
  "/account/data",
  "/activity",
];
const adminPages = [
  "/admin",
  "/admin/members",
  "/admin/clusters",
  "/admin/clusters/new",
  "/admin/environments",
  "/admin/collection",
  "/admin/payments",
  "/admin/activity",
];

// Colours do not depend on the language, nor words and directions on the theme: two passes see every page in each of them.
for (const { locale, colorScheme } of [
  { locale: "en-GB", colorScheme: "light" },
  { locale: "fa-IR", colorScheme: "dark" },
] as const)
  test.describe(`in ${locale}, ${colorScheme}`, () => {
    test.use({ colorScheme, locale });

    test("every page of Ada's is accessible, speaks the language and fits a phone", async ({ page }) => {
      test.setTimeout(300_000);
      await page.goto("/sign-in");
      await expect(page.locator("html")).toHaveAttribute("dir", locale === "fa-IR" ? "rtl" : "ltr");
      await expectAccessible(page);
      await page.getByRole("main").getByRole("button").first().click();
      await page.getByRole("button", { name: /Ada/ }).click();
      await page.waitForURL(/\/dashboard/);
      for (const path of [...memberPages, ...adminPages, ...(await pagesWithIds(page))]) {
        await page.setViewportSize({ width: 1280, height: 720 });
        await page.goto(path);
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 844 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} is wider than the phone`).toBeLessThanOrEqual(0);
      }
    });
  });

/** A key's, a webhook's, a member's and a cluster's pages; the first two are made for it. */
async function pagesWithIds(page: Page): Promise<string[]> {
  await page.goto("/account/keys/new");
  await page.locator("[name=name]").fill("every page");
  await page.locator("main form button[type=submit]").click();
  await page.getByText(/^atr_live_\w+$/).waitFor();
  await expectAccessible(page);
  await page.goto("/account/webhooks/new");
  await page.locator("[name=url]").fill("http://localhost:9/nobody-listens");
  await page.locator("[name='event:environment.ready']").check();
  await page.locator("main form button[type=submit]").click();
  await page.getByText(/^whsec_/).waitFor();
  await expectAccessible(page);
  const first = async (list: string, part: string) => {
    await page.goto(list);
    return (await page.locator(`main a[href*='${part}']`).first().getAttribute("href")) ?? list;
  };
  const webhook = await first("/account/webhooks", "/account/webhooks/hook_");
  const member = await first("/admin/members?q=Alice", "/admin/members/user_");
  return [
    await first("/account/keys", "/rotate"),
    await first("/account/keys", "/revoke"),
    ...[webhook, `${webhook}/secret`, `${webhook}/delete`],
    ...[member, `${member}/impersonate`],
    await first("/admin/clusters", "/admin/clusters/cluster_"),
  ];
}

test("an address that is nothing says so inside the frame", async ({ page }) => {
  await signInAs(page, "Alice");
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});

test("whoever clicks before the page has come to life breaks nothing", async ({ page, context }) => {
  const slow = await context.newCDPSession(page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.addInitScript(() => {
    // In every turn of the loop, on something that does nothing.
    const clicking = setInterval(() => document.querySelector("h1")?.click(), 1);
    setTimeout(() => clearInterval(clicking), 5000);
  });
  for (let load = 0; load < 6; load++) {
    await page.goto("/sign-in");
    await page.waitForFunction(() => "__reactRouterVersion" in window);
    await page.waitForTimeout(300);
  }
});
