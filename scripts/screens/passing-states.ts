import type { Page } from "playwright";

export type Name = "Ada" | "Alice" | "Bob" | "Charlie";

/** The page of one of the cast, signed in. */
export type PageOf = (name: Name) => Promise<Page>;

export type Undo = () => Promise<void>;

/** Ada suspends Charlie; undone, he may come in again. */
export async function suspendCharlie(pageOf: PageOf): Promise<Undo> {
  const office = await pageOf("Ada");
  const decide = async (decision: "suspend" | "reactivate", reason: string) => {
    await office.goto("/admin/members?q=Charlie");
    await office.goto((await office.locator("main a[href*='/admin/members/user_']").getAttribute("href")) ?? "/admin");
    const form = `form[action$='/${decision}']`;
    await office.locator(`details:has(${form}) > summary`).click();
    await office.locator(`${form} [name=reason]`).fill(reason);
    await Promise.all([office.waitForLoadState("load"), office.locator(`${form} button`).click()]);
    await office.locator(form).waitFor({ state: "detached" });
  };
  await decide("suspend", "Two invoices are open. Write to billing@example.org, and we sort it out.");
  return () => decide("reactivate", "The invoices are paid.");
}

/** Ada looks at the portal as Alice; undone, she is herself again. */
export async function lookAsAlice(pageOf: PageOf): Promise<Undo> {
  const office = await pageOf("Ada");
  await office.goto("/admin/members?q=Alice");
  await office.goto(`${await office.locator("main a[href*='/admin/members/user_']").getAttribute("href")}/impersonate`);
  await office.locator("[name=reason]").fill("Alice asked why her notebook is slow");
  await office.locator("main form button[type=submit]").click();
  await office.locator("[data-impersonation]").waitFor();
  return async () => {
    await office.locator("[data-impersonation] button").click();
    await office.locator("[data-impersonation]").waitFor({ state: "detached" });
    await putAway(await pageOf("Alice"));
  };
}

/** Alice is told of it; one such notice is enough for her picture. */
async function putAway(page: Page): Promise<void> {
  await page.goto("/dashboard");
  const notices = page.locator("form[action$='/seen'] button");
  if ((await notices.count()) < 2) return;
  await notices.first().click();
  await page.waitForTimeout(300);
}

/** Alice's key that was made to be photographed once is revoked. */
export async function pictureKey(pageOf: PageOf): Promise<Undo> {
  const page = await pageOf("Alice");
  return async () => {
    await page.goto("/account/keys");
    const row = page.getByRole("row").filter({ hasText: "Picture" });
    await page.goto((await row.locator("a[href$='/revoke']").getAttribute("href")) ?? "");
    await page.locator("main form button").click();
    await page.waitForURL(/revoked=/);
  };
}
