import { expect, expectAccessible, signInAs, test } from "./journey";

test("Charlie is placed at his first sign-in and can launch within a minute", async ({ page }) => {
  await page.goto("/environments");
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fenvironments/);
  await signInAs(page, "Charlie");
  await expect(page.getByRole("link", { name: "Launch your first notebook" })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole("link", { name: "Launch your first notebook" }).click();
  await expect(page.getByRole("radio", { name: /Small/ })).toBeChecked();
});

test("someone else's environment is not found, and the admin's pages are not his", async ({ page, browser }) => {
  const other = await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "" });
  const hers = await other.newPage();
  await signInAs(hers, "Alice");
  await hers.goto("/environments");
  const address = await hers.locator("main a[href*='/environments/env_']").first().getAttribute("href");
  await other.close();
  await signInAs(page, "Charlie");
  for (const path of [address ?? "", `${address}/open`]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
  }
  const admin = await page.goto("/admin/members");
  expect(admin?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This is not yours to open" })).toBeVisible();
});
