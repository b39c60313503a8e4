import { join } from "node:path";
import { chromium, devices, type Browser, type BrowserContextOptions, type Page } from "playwright";
import { makeThings } from "./make-things";
import type { Name } from "./passing-states";
import { subjects, type Subject } from "./subjects";

export type Picture = { file: string; name: string; language: string; theme: string; width: number };

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Every page in two languages, two themes and two widths; `only` keeps those whose name it is part of. */
export async function photograph(url: string, out: string, only?: string): Promise<Picture[]> {
  const browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args });
  const studio = { browser, baseURL: url, out, subjects: subjects.filter(({ name }) => !only || name.includes(only)) };
  const pictures: Picture[] = [];
  try {
    const things = await prepare(studio);
    for (const language of ["en", "fa"])
      for (const theme of ["light", "dark"] as const) pictures.push(...(await round(studio, language, theme)));
    things.stop();
  } finally {
    await browser.close();
  }
  return pictures;
}

type Studio = { browser: Browser; baseURL: string; out: string; subjects: readonly Subject[] };

/** Alice's things, and a telephone on which she stays signed in. */
async function prepare({ browser, baseURL }: Studio) {
  const visitors = visitorsOf(browser, { baseURL, locale: "en-GB" });
  const onPhone = async () => {
    const { userAgent } = devices["iPhone 14"];
    await signIn(await (await browser.newContext({ baseURL, locale: "en-GB", userAgent })).newPage(), "Alice");
  };
  const things = await makeThings(visitors.pageOf, onPhone);
  await visitors.leave();
  return things;
}

async function round(studio: Studio, language: string, theme: "light" | "dark"): Promise<Picture[]> {
  const { browser, baseURL, out } = studio;
  const locale = language === "fa" ? "fa-IR" : "en-GB";
  const visitors = visitorsOf(browser, { baseURL, locale, colorScheme: theme, timezoneId: "UTC" });
  const pictures: Picture[] = [];
  for (const { name, as, path, during } of studio.subjects) {
    const page = await visitors.pageOf(as);
    const undo = await during?.(visitors.pageOf);
    await goTo(page, path);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 720 });
      await page.waitForTimeout(150);
      // What is fixed under the thumb stands at the end of the picture, not across it.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.min(Math.max(height, 720), 8000) });
      const file = `${name}-${language}-${theme}-${width}.png`;
      await page.screenshot({ path: join(out, file), fullPage: true });
      pictures.push({ file, name, language, theme, width });
    }
    await undo?.();
  }
  await visitors.leave();
  return pictures;
}

/** A browser for each of the cast, and one for nobody. */
function visitorsOf(browser: Browser, options: BrowserContextOptions) {
  const pages = new Map<Name | undefined, Page>();
  const pageOf = async (name?: Name): Promise<Page> => {
    const open = pages.get(name);
    if (open) return open;
    const page = await (await browser.newContext(options)).newPage();
    pages.set(name, page);
    if (name) await signIn(page, name);
    return page;
  };
  const leave = async () => {
    for (const page of pages.values()) await page.context().close();
  };
  return { pageOf, leave };
}

async function goTo(page: Page, path: Subject["path"]): Promise<void> {
  if (typeof path === "string") await page.goto(path);
  else await path(page);
  // Some pages keep a stream open and are never idle.
  await page.waitForLoadState("networkidle", { timeout: 2000 }).catch(() => undefined);
}

async function signIn(page: Page, name: Name): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("main form button[type=submit], main form button:not([type])").first().click();
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL(/\/(dashboard|welcome)/);
  if (name === "Charlie") await page.waitForTimeout(4000);
}
