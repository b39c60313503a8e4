import { expect, signInAs, test } from "./journey";

test.use({ javaScriptEnabled: false });

test("without JavaScript Ada signs in, starts and stops a notebook, and changes her language", async ({ page }) => {
  await signInAs(page, "Ada");
  await page.goto("/environments/new");
  await page.getByRole("radio", { name: /Small/ }).check({ force: true });
  await page.getByRole("button", { name: /^Launch/ }).click();
  await page.waitForURL(/\/environments\/env_/);
  // Where there is no script the page asks again by itself.
  await expect(page.getByRole("link", { name: /^Open/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Stop/ }).click();
  await expect(page.getByText("It is stopped and costs nothing")).toBeVisible({ timeout: 30_000 });
  await page.goto("/dashboard");
  await page.locator("summary", { hasText: /Ada/ }).click();
  await page.getByRole("button", { name: "فارسی" }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});
