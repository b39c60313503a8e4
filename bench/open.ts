import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Browser, type Page } from "playwright";
import { signInAs } from "../e2e/journey";
import playwrightConfig from "../playwright.config";
import { HubItself } from "./hub-itself";
import { median, seconds, type Measured } from "./promise";
import type { Demo } from "./stack";

const LIMIT_SECONDS = 2;
const ROUNDS = 5;

/**
 * From the click on Launch until JupyterLab's page is there, against the hub's own start and the same browser going straight to it. Alice
 * goes through the portal, Bob to the hub; both with a browser that has never been at the hub. The first round only
 * warms up.
 */
export async function openPromise(demo: Demo): Promise<Measured> {
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
  const rounds: { bare: number; ours: number }[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) rounds.push(await bothWays(browser, demo, round % 2 === 0));
  } finally {
    await browser.close();
  }
  const measured = rounds.slice(1);
  const over = median(measured.map(({ bare, ours }) => ours - bare));
  return {
    promise: `from click to JupyterLab ≤ ${LIMIT_SECONDS} s over the hub itself`,
    bare: seconds(median(measured.map(({ bare }) => bare))),
    ours: seconds(median(measured.map(({ ours }) => ours))),
    ratio: `${over < 0 ? "−" : "+"} ${seconds(Math.abs(over))}`,
    isHeld: over <= LIMIT_SECONDS,
  };
}

/** A start takes long enough for the machine to get busier or calmer: who goes first changes from round to round. */
async function bothWays(browser: Browser, demo: Demo, hubFirst: boolean): Promise<{ bare: number; ours: number }> {
  if (hubFirst) return { bare: await throughTheHub(browser, demo), ours: await throughThePortal(browser, demo) };
  const ours = await throughThePortal(browser, demo);
  return { bare: await throughTheHub(browser, demo), ours };
}

async function throughThePortal(browser: Browser, demo: Demo): Promise<number> {
  return withPageOf(browser, demo, "Alice", async (page) => {
    await page.goto("/environments/new");
    await page.getByRole("radio", { name: /Small/ }).check({ force: true });
    const began = performance.now();
    await page.getByRole("button", { name: /^Launch/ }).click();
    const lab = page.context().waitForEvent("page");
    await page.getByRole("link", { name: /^Open/ }).click();
    await (await lab).waitForURL(labUrl, { waitUntil: "domcontentloaded" });
    const took = (performance.now() - began) / 1000;
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByText("It is stopped and costs nothing").waitFor();
    return took;
  });
}

async function throughTheHub(browser: Browser, demo: Demo): Promise<number> {
  const hub = new HubItself(demo.settings, "bob@example.org");
  return withPageOf(browser, demo, "Bob", async (page) => {
    const began = performance.now();
    await hub.start("small");
    await page.goto(hub.labUrl, { waitUntil: "domcontentloaded" });
    await page.waitForURL(labUrl);
    const took = (performance.now() - began) / 1000;
    await hub.stop();
    return took;
  });
}

const labUrl = /\/user\/[^/]+\/lab/;

async function withPageOf(
  browser: Browser,
  { url }: Demo,
  name: "Alice" | "Bob",
  work: (page: Page) => Promise<number>,
): Promise<number> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB" });
  try {
    const page = await context.newPage();
    await signInAs(page, name);
    // Whatever the sign-in set off is over.
    await pause(500);
    return await work(page);
  } finally {
    await context.close();
  }
}
