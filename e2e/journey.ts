import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "playwright/test";

export { expect } from "playwright/test";
export type { Page } from "playwright/test";

/** A page of the running portal that fails its test when the browser's console shows an error. */
export const test = base.extend<{ strictConsole: void }>({
  baseURL: async ({}, use) => use(process.env["E2E_URL"] ?? ""),
  strictConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        const isOurs = message.location().url.startsWith(process.env["E2E_URL"] ?? "");
        if (message.type() === "error" && isOurs && !/status of (4\d\d|50[23])/.test(message.text()))
          errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in as one of the cast, by the buttons a person would press. */
export async function signInAs(page: Page, name: "Ada" | "Alice" | "Bob" | "Charlie"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /continue|sign in/i }).click();
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL(/\/(dashboard|welcome)/);
}

/** No serious finding of the accessibility checker on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // There are no frames; without this a second page is opened for every look at the first.
    .setLegacyMode()
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}
