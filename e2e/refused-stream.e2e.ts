import { expect, signInAs, test } from "./journey";

test("a page whose event stream is refused while a replica restarts follows the start all the same", async ({
  page,
}) => {
  test.setTimeout(120_000);
  let refused = 0;
  await page.route(/\/environments\/env_\w+\/progress$/, (route) =>
    refused++ < 2 ? route.fulfill({ status: 502, body: "Bad Gateway" }) : route.continue(),
  );
  await signInAs(page, "Alice");
  await page.goto("/environments/new");
  await page.getByRole("radio", { name: /Small/ }).check({ force: true });
  await page.getByRole("button", { name: /^Launch/ }).click();
  await page.waitForURL(/\/environments\/env_/);
  await expect(page.getByRole("link", { name: /^Open/ })).toBeVisible({ timeout: 60_000 });
  expect(refused).toBeGreaterThan(2);
  await page.getByRole("button", { name: /^Stop/ }).click();
  await expect(page.getByText("It is stopped and costs nothing")).toBeVisible({ timeout: 30_000 });
});
