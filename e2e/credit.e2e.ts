import { expect, signInAs, test } from "./journey";

test("Bob is told why his last start failed and that his credit is nearly gone", async ({ page }) => {
  await signInAs(page, "Bob");
  await expect(page.getByText(/no space left on the node's disk/).first()).toBeVisible();
  await expect(page.getByText(/Low credit|nearly/i).first()).toBeVisible();
});

test("a size that his credit cannot pay is refused in place, with the amounts", async ({ page }) => {
  await signInAs(page, "Bob");
  await page.goto("/environments/new");
  await page.getByRole("radio", { name: /Large/ }).check({ force: true });
  await page.getByRole("button", { name: /^Launch/ }).click();
  await expect(page.getByRole("alert")).toContainText("0.02");
  await expect(page).toHaveURL(/\/environments\/new/);
});
