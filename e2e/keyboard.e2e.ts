import { expect, signInAs, test, type Page } from "./journey";
import type { Locator } from "playwright/test";

/** No page has more stops than this. */
const MOST_STOPS = 120;

/** Goes on with the Tab key until the focus is there, and sees that it shows where it is and that nothing lies over it. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: "attached" });
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate(howItIsSeen), String(target)).toEqual({ isMarked: true, isFree: true });
      return;
    }
  }
  throw new Error(`The Tab key does not lead to ${String(target)}.`);
}

/** Whether a ring shows that the element, or the label that stands for it, has the focus; and whether it can be seen. */
function howItIsSeen(element: Element) {
  const shown = element.matches("input[type=radio], input[type=checkbox]")
    ? (element.closest("label") ?? element)
    : element;
  const isRinged = (one: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const { x, y, width, height } = shown.getBoundingClientRect();
  const over = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    isMarked: [shown, element].some(isRinged),
    isFree: over !== null && (shown.contains(over) || over.contains(shown)),
  };
}

async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** From a page deep inside to the provider and back to that page. */
async function signInFrom(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.waitForURL(/\/sign-in/);
  await press(page, page.getByRole("main").getByRole("button").first());
  await press(page, page.getByRole("button", { name: new RegExp(name) }));
  await page.waitForURL((url) => url.pathname === path);
}

test("with the keyboard alone Alice signs in, makes a key and revokes it", async ({ page }) => {
  await signInFrom(page, "/account/keys/new", "Alice");
  await press(page, page.getByRole("link", { name: "Skip to the content" }));
  await reach(page, page.getByRole("textbox", { name: "Name" }));
  await page.keyboard.type("By keyboard");
  await reach(page, page.getByRole("radio", { name: /^Read only/ }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Read and run/ })).toBeChecked();
  await press(page, page.getByRole("button", { name: "Make the key" }));
  await expect(page.getByText("The key is made. Copy it now")).toBeInViewport();
  await press(page, page.getByRole("link", { name: "I have kept it" }));
  await press(page, page.getByRole("link", { name: "Revoke “By keyboard”" }).first());
  await press(page, page.getByRole("button", { name: "Revoke the key" }));
  await expect(page.getByText("“By keyboard” is revoked")).toBeVisible();
});

test("with the keyboard alone Alice adds a webhook, sends it a test and deletes it", async ({ page }) => {
  await signInFrom(page, "/account/webhooks/new", "Alice");
  await reach(page, page.getByRole("textbox", { name: "Address" }));
  await page.keyboard.type("http://localhost:9/nobody-listens");
  await reach(page, page.getByRole("checkbox", { name: "An environment is ready" }));
  await page.keyboard.press("Space");
  await press(page, page.getByRole("button", { name: /^Add/ }));
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await press(page, page.getByRole("main").getByRole("link").last());
  await press(page, page.getByRole("button", { name: "Send a test" }));
  await expect(page.getByText("A test message").first()).toBeVisible();
  await press(page, page.getByRole("link", { name: "Delete" }));
  await press(page, page.getByRole("button", { name: /^Delete/ }));
  await expect(page).toHaveURL(/\/account\/webhooks(\?|$)/);
});

test("with the keyboard alone Ada looks at the portal as Bob, and ends it", async ({ page }) => {
  await signInFrom(page, "/admin/members", "Ada");
  await reach(page, page.getByRole("searchbox"));
  await page.keyboard.type("bob@");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=bob/);
  await press(page, page.getByRole("main").getByRole("link", { name: /Bob/ }));
  await press(page, page.getByRole("link", { name: "See it as they see it" }));
  await reach(page, page.getByRole("textbox", { name: "Why" }));
  await page.keyboard.type("Bob asked for help with his first notebook");
  await press(page, page.getByRole("button", { name: "Begin looking" }));
  const banner = page.getByRole("region", { name: "Looking at the portal as a member" });
  await expect(banner).toContainText("You see the portal as Bob");
  await press(page, banner.getByRole("button", { name: "End" }));
  await expect(banner).toBeHidden();
});

test.describe("in Persian", () => {
  test.use({ locale: "fa-IR" });

  test("with the keyboard alone Alice signs in, changes the language and signs a browser out", async ({
    page,
    browser,
  }) => {
    const other = await browser.newContext({ baseURL: process.env["E2E_URL"] ?? "", locale: "en-GB" });
    await signInAs(await other.newPage(), "Alice");
    await signInFrom(page, "/account/sessions", "Alice");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await press(page, page.locator("summary", { hasText: /Alice/ }));
    await press(page, page.getByRole("button", { name: "English" }));
    await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
    await expect(page).toHaveURL(/\/account\/sessions/);
    await press(page, page.getByRole("button", { name: /Sign out .*Chrome/ }).first());
    await expect(page.getByText("One browser has been signed out")).toBeVisible();
    // Her language stays English for whatever comes after.
    await press(page, page.locator("summary", { hasText: /Alice/ }));
    await press(page, page.getByRole("group").getByRole("button", { name: "Sign out", exact: true }));
    await page.waitForURL(/\/sign-in/);
    await other.close();
  });
});
