import { expect, signInAs, test, type Page } from "./journey";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

test("Alice's key lets a program in as her, until she revokes it", async ({ page, request }) => {
  await signInAs(page, "Alice");
  await page.goto("/account/keys/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly journey");
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByText("The key is made. Copy it now")).toBeInViewport();
  const key = await page.getByText(/^atr_live_\w+$/).innerText();
  const whoAmI = () => request.get("/api/v1/users/me", { headers: { "X-API-Key": key } });
  const answer = await whoAmI();
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain("alice@example.org");
  await page.getByRole("link", { name: "I have kept it" }).click();
  await page.getByRole("link", { name: "Revoke “Nightly journey”" }).first().click();
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByText("“Nightly journey” is revoked")).toBeVisible();
  expect((await whoAmI()).status()).toBe(401);
});

test("Alice signs another browser out, and it is out at its next click", async ({ page, browser }) => {
  const other = await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "", userAgent: firefox });
  const there = await other.newPage();
  await signInAs(there, "Alice");
  await signInAs(page, "Alice");
  await page.locator("summary", { hasText: /Alice/ }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByRole("navigation", { name: "Your account" }).getByRole("link", { name: "Sessions" }).click();
  await expect(page.getByRole("heading", { name: "Your sessions" })).toBeVisible();
  await page
    .getByRole("button", { name: /Sign out .*Firefox/ })
    .first()
    .click();
  await expect(page.getByText("One browser has been signed out")).toBeVisible();
  await there.getByRole("link", { name: "Usage" }).first().click();
  await there.waitForURL(/\/sign-in/);
  await other.close();
});

test("Ada looks at the portal as Alice, can stop nothing, and Alice sees that she looked", async ({
  page,
  browser,
}) => {
  const hers = await (await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "" })).newPage();
  await signInAs(hers, "Alice");
  await hers.goto("/environments/new");
  await hers.getByRole("radio", { name: /Small/ }).check({ force: true });
  await hers.getByRole("button", { name: /^Launch/ }).click();
  await expect(hers.getByRole("link", { name: /^Open/ })).toBeVisible({ timeout: 30_000 });

  await signInAs(page, "Ada");
  await openMember(page, "Alice");
  await page.getByRole("link", { name: "See it as they see it" }).click();
  await page.getByRole("textbox", { name: "Why" }).fill("Alice asked why her notebook is slow");
  await page.getByRole("button", { name: "Begin looking" }).click();
  const banner = page.getByRole("region", { name: "Looking at the portal as a member" });
  await expect(banner).toContainText("You see the portal as Alice Analyst");
  await page.goto(new URL(hers.url()).pathname);
  await page.getByRole("button", { name: /^Stop/ }).click();
  await expect(page.getByText("so nothing can be changed")).toBeVisible();
  await expect(page.getByText("Running").first()).toBeVisible();
  await banner.getByRole("button", { name: "End" }).click();
  await expect(banner).toBeHidden();

  await hers.goto("/dashboard");
  const told = hers.getByRole("listitem").filter({ hasText: "Ada Admin looked at your portal" });
  await expect(told.first()).toContainText("Alice asked why her notebook is slow");
  await told.first().getByRole("button", { name: "Got it" }).click();
  await hers.goto("/activity?what=acting");
  for (const did of ["began to look", "stopped looking"])
    await expect(
      hers.getByRole("row", { name: new RegExp(`Ada Admin.* ${did} at the portal as you`) }).first(),
    ).toBeVisible();
  await hers.goto("/environments");
  await hers.getByRole("button", { name: /^Stop/ }).first().click();
  await hers.context().close();
});

/** Bob, because Charlie is to come for the first time later on. */
test("Ada suspends Bob: he is told why and gets nothing, until she ends it", async ({ page, browser, request }) => {
  const his = await (await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "" })).newPage();
  await signInAs(his, "Bob");
  await his.goto("/account/keys");
  await his.getByRole("button", { name: "Make a token" }).click();
  const token = await his
    .getByText(/^eyJ[\w.-]+$/)
    .first()
    .innerText();
  const whoAmI = () => request.get("/api/v1/users/me", { headers: { Authorization: `Bearer ${token}` } });
  expect((await whoAmI()).status()).toBe(200);

  await signInAs(page, "Ada");
  await openMember(page, "Bob");
  await page.getByText("Suspend…").click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Two invoices are open. Write to billing@example.org.");
  await page.getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(page.getByText("Suspended since")).toBeVisible();

  await his.goto("/environments");
  await expect(his.getByRole("heading", { name: "Your membership is suspended" })).toBeVisible();
  await expect(his.getByRole("main")).toContainText("Two invoices are open. Write to billing@example.org.");
  await expect(his.getByRole("link", { name: "Usage" })).toHaveCount(0);
  expect((await whoAmI()).status()).toBeGreaterThanOrEqual(401);

  await page.getByText("End the suspension…").click();
  await page.getByRole("textbox", { name: "Reason" }).fill("The invoices are paid.");
  await page.getByRole("button", { name: "End the suspension", exact: true }).click();
  await expect(page.getByText("Is an ordinary member.")).toBeVisible();
  await his.goto("/dashboard");
  await expect(his.getByRole("heading", { name: "Hello, Bob" })).toBeVisible();
  await his.context().close();
});

async function openMember(page: Page, name: string): Promise<void> {
  await page.goto(`/admin/members?q=${name}`);
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(name) })
    .click();
  await page.waitForURL(/\/admin\/members\/user_/);
}
