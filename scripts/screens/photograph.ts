import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright";

export type Picture = { file: string; name: string; language: string; theme: string; width: number };

type Subject = { name: string; as?: "Ada" | "Alice" | "Bob" | "Charlie"; path: string };

const subjects: readonly Subject[] = [
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-refused", path: "/sign-in?problem=emailNotVerified" },
  { name: "welcome", as: "Charlie", path: "/welcome" },
  { name: "dashboard-new", as: "Charlie", path: "/dashboard" },
  { name: "environments-none", as: "Charlie", path: "/environments" },
  { name: "usage-none", as: "Charlie", path: "/usage" },
  { name: "dashboard", as: "Alice", path: "/dashboard" },
  { name: "environments", as: "Alice", path: "/environments" },
  { name: "launch", as: "Alice", path: "/environments/new" },
  { name: "environment", as: "Alice", path: "first environment" },
  { name: "usage", as: "Alice", path: "/usage" },
  { name: "billing", as: "Alice", path: "/billing" },
  { name: "billing-refused", as: "Alice", path: "/billing?problem=amountOutOfRange&amount=3" },
  { name: "nowhere", as: "Alice", path: "/nowhere" },
  { name: "not-yours", as: "Alice", path: "/admin" },
  { name: "dashboard-trouble", as: "Bob", path: "/dashboard" },
  { name: "environment-failed", as: "Bob", path: "first environment" },
  { name: "admin", as: "Ada", path: "/admin" },
  { name: "admin-members", as: "Ada", path: "/admin/members" },
  { name: "admin-member", as: "Ada", path: "member Alice" },
  { name: "admin-clusters", as: "Ada", path: "/admin/clusters" },
  { name: "admin-cluster-new", as: "Ada", path: "/admin/clusters/new" },
  { name: "admin-environments", as: "Ada", path: "/admin/environments" },
  { name: "admin-collection", as: "Ada", path: "/admin/collection" },
];

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
  const pictures: Picture[] = [];
  try {
    for (const language of ["en", "fa"])
      for (const theme of ["light", "dark"] as const)
        pictures.push(...(await round(browser, url, out, language, theme, only)));
  } finally {
    await browser.close();
  }
  return pictures;
}

async function round(
  browser: Browser,
  baseURL: string,
  out: string,
  language: string,
  theme: "light" | "dark",
  only?: string,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const pages = new Map<string, Page>();
  for (const { name, as, path } of subjects.filter((subject) => !only || subject.name.includes(only))) {
    const who = as ?? "nobody";
    const page =
      pages.get(who) ??
      (await (
        await browser.newContext({
          baseURL,
          locale: language === "fa" ? "fa-IR" : "en-GB",
          colorScheme: theme,
          timezoneId: "UTC",
        })
      ).newPage());
    if (as && !pages.has(who)) await signIn(page, as);
    pages.set(who, page);
    await goTo(page, path);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 720 });
      await page.waitForTimeout(150);
      const file = `${name}-${language}-${theme}-${width}.png`;
      await page.screenshot({ path: join(out, file), fullPage: true });
      pictures.push({ file, name, language, theme, width });
    }
  }
  for (const page of pages.values()) await page.context().close();
  return pictures;
}

async function goTo(page: Page, path: string): Promise<void> {
  if (path === "first environment") {
    await page.goto("/environments");
    path = (await page.locator("main a[href*='/environments/env_']").first().getAttribute("href")) ?? "/environments";
  } else if (path.startsWith("member ")) {
    await page.goto(`/admin/members?q=${path.slice(7)}`);
    path =
      (await page.locator("main a[href*='/admin/members/user_']").first().getAttribute("href")) ?? "/admin/members";
  }
  await page.goto(path, { waitUntil: "networkidle" }).catch(() => page.goto(path, { waitUntil: "load" }));
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("main form button[type=submit], main form button:not([type])").first().click();
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL(/\/(dashboard|welcome)/);
  if (name === "Charlie") await page.waitForTimeout(4000);
}
