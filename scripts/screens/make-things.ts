import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright";
import { lookAsAlice, type PageOf } from "./passing-states";

/**
 * What the pages of access would else not have to show, made as a person makes it: keys that are used, end soon and are over, endpoints
 * that work and do not, a linked sign-in, other browsers, and an admin who looked. On a demo that has it already nothing is made again.
 */
export async function makeThings(pageOf: PageOf, openElsewhere: () => Promise<void>): Promise<{ stop: () => void }> {
  const receiver = await startReceiver();
  const page = await pageOf("Alice");
  await page.goto("/account/keys");
  if (!(await page.getByText("Nightly report").first().isVisible())) {
    await makeKeys(page);
    await makeWebhooks(page, `http://localhost:${(receiver.address() as AddressInfo).port}`);
    await linkSignIn(page);
    const end = await lookAsAlice(pageOf);
    await end();
  }
  await openElsewhere();
  return { stop: () => receiver.close() };
}

/** Answers as the path says: `/ok` and `/gone` and `/broken`. */
function startReceiver(): Promise<Server> {
  const statuses: Record<string, number> = { "/ok": 200, "/gone": 410 };
  const server = createServer((request, response) => {
    request.resume();
    const status = statuses[request.url ?? ""] ?? 500;
    response.writeHead(status, { "content-type": "text/plain" }).end(status === 200 ? "thanks" : "no such channel");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function makeKeys(page: Page): Promise<void> {
  const used = await makeKey(page, "Nightly report", { preset: "read", days: "90" });
  await fetch(new URL("/api/v1/users/me", page.url()), { headers: { "X-API-Key": used } });
  await makeKey(page, "Notebook on my laptop", { preset: "run", days: "7" });
  await makeKey(page, "Old dashboard", { preset: "everything", days: "30" });
  await page.goto("/account/keys");
  const row = page.getByRole("row").filter({ hasText: "Old dashboard" });
  await page.goto((await row.locator("a[href$='/revoke']").getAttribute("href")) ?? "");
  await page.locator("main form button").click();
  await page.waitForURL(/revoked=/);
}

async function makeKey(page: Page, name: string, { preset, days }: { preset: string; days: string }): Promise<string> {
  await page.goto("/account/keys/new");
  await page.locator("[name=name]").fill(name);
  await page.locator("[name=days]").selectOption(days);
  await page.locator(`[name=preset][value=${preset}]`).check();
  await page.locator("main form button[type=submit]").click();
  return (await page.locator("main code").first().textContent()) ?? "";
}

async function makeWebhooks(page: Page, receiver: string): Promise<void> {
  for (const [description, path] of Object.entries({
    "Ticket system": "/ok",
    "Nightly build": "/broken",
    "Old chat": "/gone",
  })) {
    await page.goto("/account/webhooks/new");
    await page.locator("[name=url]").fill(receiver + path);
    await page.locator("[name=description]").fill(description);
    for (const event of ["environment.ready", "environment.failed", "credits.grant"])
      await page.locator(`[name='event:${event}']`).check();
    await page.locator("main form button[type=submit]").click();
    await page.locator("main a[href*='/account/webhooks/hook_']").last().click();
    await page.locator("form[action$='/test'] button").click();
    await page.locator("main details summary").first().waitFor();
    await page.waitForTimeout(1500);
  }
}

/** Goes to the provider, proves there to be the same person at home, and says yes. */
async function linkSignIn(page: Page): Promise<void> {
  await page.goto("/account/sign-ins");
  await page.locator("form[action='/account/sign-ins/link'] button").click();
  await page.getByRole("button", { name: /analyst@home/ }).click();
  await page.waitForURL(/\/confirm/);
  await page.locator("form[action='/account/sign-ins/confirm'] button").click();
  await page.waitForURL(/linked/);
}
