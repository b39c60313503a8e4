import { expect, signInAs, test, type Page } from "./journey";

/** The credit that the billing page begins with, in euros. */
async function creditOf(page: Page): Promise<number> {
  await page.goto("/billing");
  const text = (await page.getByRole("main").innerText()).replace(/[\u2066-\u2069]/g, "");
  return Number(/€([\d.,]+)/.exec(text)?.[1]);
}

test("Alice signs in, works in a real JupyterLab, sees what it cost, buys credit, and Ada sees all of it", async ({
  page,
  context,
  browser,
}) => {
  test.setTimeout(300_000);
  await test.step("she signs in and launches the smallest size, its price in sight", async () => {
    await signInAs(page, "Alice");
    await page.goto("/environments/new");
    await page.getByRole("radio", { name: /Small/ }).check({ force: true });
    await expect(page.getByRole("main")).toContainText("€0.05");
    await page.getByRole("button", { name: /^Launch/ }).click();
    await page.waitForURL(/\/environments\/env_/);
  });

  await test.step("the page follows the start until it is ready", async () => {
    await expect(page.getByRole("link", { name: /^Open/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("Running").first()).toBeVisible();
  });

  await test.step("Open lands in JupyterLab without a second sign-in, and a cell runs", async () => {
    const [lab] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: /^Open/ }).click()]);
    await lab.waitForURL(/\/user\/alice(@|%40)example\.org\/lab/, { timeout: 30_000 });
    // Whatever was open there before is closed, so that the launcher is what one sees.
    await lab.goto(`${lab.url()}?reset`);
    await lab.locator(".jp-LauncherCard", { hasText: "Python 3" }).first().click({ timeout: 60_000 });
    await lab.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").waitFor({ timeout: 60_000 });
    const cell = lab.locator(".jp-Notebook .cm-content").first();
    await cell.click();
    await lab.keyboard.type("print(6 * 7)");
    // A kernel that says it is idle may not be listening yet; what it did not hear is run again, as anybody would.
    await expect(async () => {
      await cell.click();
      await lab.keyboard.press("Shift+Enter");
      await expect(lab.locator(".jp-OutputArea-output").first()).toHaveText("42", { timeout: 8000 });
    }).toPass({ timeout: 60_000 });
    await lab.close();
  });

  await test.step("an admin sees it run", async () => {
    const admin = await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "" });
    const office = await admin.newPage();
    await signInAs(office, "Ada");
    await office.goto("/admin/environments");
    await expect(office.getByRole("row", { name: /Notebook.*Alice Analyst.*Running/ })).toBeVisible();
    await admin.close();
  });

  await test.step("she makes a second one with a name: both run, and stopping it leaves the first alone", async () => {
    const notebook = page.url();
    // Whether the hub allows it is asked once a minute.
    await expect(async () => {
      await page.goto("/environments");
      await page.getByRole("link", { name: "New environment" }).click({ timeout: 2000 });
    }).toPass({ timeout: 90_000 });
    await page.getByRole("textbox", { name: "Name" }).fill("GPU work");
    await page.getByRole("radio", { name: /Small/ }).check({ force: true });
    await page.getByRole("button", { name: /^Launch/ }).click();
    await page.waitForURL(/\/environments\/env_/);
    expect(page.url()).not.toBe(notebook);
    await expect(page.getByRole("link", { name: "Open GPU work in a new tab" })).toBeVisible({ timeout: 60_000 });
    await page.goto("/dashboard");
    const mine = page.getByRole("main").getByRole("listitem");
    for (const name of ["GPU work", "Notebook"])
      await expect(mine.filter({ hasText: name }).filter({ hasText: "Running" })).toBeVisible();

    await page.getByRole("button", { name: "Stop GPU work" }).click();
    await expect(page.getByText("It is stopped and costs nothing")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("link", { name: "Delete GPU work" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.waitForURL(/\/environments$/);
    await expect(page.getByRole("main")).not.toContainText("GPU work");
    await page.goto(notebook);
    await expect(page.getByRole("link", { name: "Open Notebook in a new tab" })).toBeVisible();
  });

  await test.step("she stops it; the minutes and the cost are there", async () => {
    await page.getByRole("button", { name: /^Stop/ }).click();
    await expect(page.getByText("It is stopped and costs nothing")).toBeVisible({ timeout: 30_000 });
    const latest = page.getByRole("table", { name: "Runs and their cost" }).getByRole("row").nth(1);
    await expect(latest).toContainText(/\d+s.*You stopped it\..*€0\.0\d/);
    await page.goto("/usage");
    await expect(page.getByRole("main")).toContainText(/Measured up to/);
  });

  await test.step("she buys 20.00 of credit on the checkout page, and has it", async () => {
    const before = await creditOf(page);
    await page.getByRole("textbox", { name: /amount/i }).fill("20");
    await page.getByRole("button", { name: /go to payment/i }).click();
    await expect(page.getByText("20.00").first()).toBeVisible();
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.waitForURL(/\/billing\/return/);
    await expect.poll(() => creditOf(page), { timeout: 20_000 }).toBeCloseTo(before + 20, 1);
  });
});
