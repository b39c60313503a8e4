import { expect, signInAs, test } from "./journey";

test.use({ javaScriptEnabled: false });

test("without JavaScript Ada signs in, starts and stops a notebook, and changes her language", async ({ page }) => {
  await signInAs(page, "Ada");
  await page.goto("/environments/new");
  await page.getByRole("radio", { name: /Small/ }).check({ force: true });
  await page.getByRole("button", { name: /^Launch/ }).click();
  await page.waitForURL(/\/environments\/env_/);
  await expect
    .poll(async () => (await page.reload(), page.getByRole("link", { name: /^Open/ }).count()), { timeout: 60_000 })
    .toBe(1);
  await page.getByRole("button", { name: /^Stop/ }).click();
  await expect
    .poll(async () => (await page.reload(), page.getByText("It is stopped and costs nothing").count()), {
      timeout: 30_000,
    })
    .toBe(1);
  await page.goto("/dashboard");
  await page.locator("summary", { hasText: /Ada/ }).click();
  await page.getByRole("button", { name: "فارسی" }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});
