import { expect, expectAccessible, signInAs, test } from "./journey";

const memberPages = [
  "/dashboard",
  "/environments",
  "/environments/new",
  "/usage",
  "/billing",
  "/account",
  "/account/sessions",
  "/activity",
];
const adminPages = [
  "/admin",
  "/admin/members",
  "/admin/clusters",
  "/admin/clusters/new",
  "/admin/environments",
  "/admin/collection",
  "/admin/activity",
];

for (const colorScheme of ["light", "dark"] as const)
  for (const locale of ["en-GB", "fa-IR"])
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ colorScheme, locale });

      test("every page of Ada's is accessible, speaks the language and fits a phone", async ({ page }) => {
        await page.goto("/sign-in");
        await expect(page.locator("html")).toHaveAttribute("dir", locale === "fa-IR" ? "rtl" : "ltr");
        await expectAccessible(page);
        await page.getByRole("main").getByRole("button").first().click();
        await page.getByRole("button", { name: /Ada/ }).click();
        await page.waitForURL(/\/dashboard/);
        for (const path of [...memberPages, ...adminPages]) {
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

test("an address that is nothing says so inside the frame", async ({ page }) => {
  await signInAs(page, "Alice");
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
