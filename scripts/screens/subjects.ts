import type { Page } from "playwright";
import { lookAsAlice, pictureKey, suspendCharlie, type Name, type PageOf, type Undo } from "./passing-states";

export type Subject = {
  name: string;
  as?: Name;
  /** An address, or the way to a page that has none which is known beforehand. */
  path: string | ((page: Page) => Promise<unknown>);
  /** Brings about what passes: it is undone when the picture is taken. */
  during?: (pageOf: PageOf) => Promise<Undo>;
};

/** The cluster that was out of reach two weeks ago. */
const collectionOfSecond = async (page: Page) => {
  await page.goto("/admin/collection");
  await page.getByRole("link", { name: "us-1", exact: true }).click();
  await page.waitForURL(/cluster=/);
};

/** Opens the first link of the page at `path` whose address holds `part`. */
const first = (path: string, part: string) => async (page: Page) => {
  await page.goto(path);
  const link = page.locator(`main a[href*='${part}']`).first();
  await page.goto((await link.getAttribute("href")) ?? path);
};

const member = (name: string) => first(`/admin/members?q=${name}`, "/admin/members/user_");

const webhook = (name: string) => async (page: Page) => {
  await page.goto("/account/webhooks");
  await page.goto((await page.getByRole("link", { name }).getAttribute("href")) ?? "/account/webhooks");
};

/** A key that is shown this once. Each round makes one, and revokes it where it is shown. */
const issuedKey = async (page: Page) => {
  await page.goto("/account/keys/new");
  await page.locator("[name=name]").fill("Picture");
  await page.locator("main form button[type=submit]").click();
  await page.locator("main code").first().waitFor();
};

const newSecret = async (page: Page) => {
  await webhook("Ticket system")(page);
  await page.goto(`${page.url()}/secret`);
  await page.locator("main form button").click();
  await page.locator("main .select-all").first().waitFor();
};

const refusedWhileLooking = async (page: Page) => {
  await page.goto("/account/keys");
  await page.locator("form[action='/account/keys'] button").click();
  await page.waitForURL(/refused=/);
};

/** Every picture that is taken, in this order. */
export const subjects: readonly Subject[] = [
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-refused", path: "/sign-in?problem=emailNotVerified" },
  { name: "docs", path: "/docs" },
  { name: "welcome", as: "Charlie", path: "/welcome" },
  { name: "dashboard-new", as: "Charlie", path: "/dashboard" },
  { name: "environments-none", as: "Charlie", path: "/environments" },
  { name: "usage-none", as: "Charlie", path: "/usage" },
  { name: "keys-none", as: "Charlie", path: "/account/keys" },
  { name: "webhooks-none", as: "Charlie", path: "/account/webhooks" },
  { name: "dashboard", as: "Alice", path: "/dashboard" },
  { name: "environments", as: "Alice", path: "/environments" },
  { name: "launch", as: "Alice", path: "/environments/new" },
  { name: "environment", as: "Alice", path: first("/environments", "/environments/env_") },
  { name: "usage", as: "Alice", path: "/usage" },
  { name: "billing", as: "Alice", path: "/billing" },
  { name: "billing-refused", as: "Alice", path: "/billing?problem=amountOutOfRange&amount=3" },
  { name: "account", as: "Alice", path: "/account" },
  { name: "sign-ins", as: "Alice", path: "/account/sign-ins" },
  { name: "sessions", as: "Alice", path: "/account/sessions" },
  { name: "keys", as: "Alice", path: "/account/keys" },
  { name: "key-new", as: "Alice", path: "/account/keys/new" },
  { name: "key-issued", as: "Alice", path: issuedKey, during: pictureKey },
  { name: "key-rotate", as: "Alice", path: first("/account/keys", "/rotate") },
  { name: "key-revoke", as: "Alice", path: first("/account/keys", "/revoke") },
  { name: "webhooks", as: "Alice", path: "/account/webhooks" },
  { name: "webhook-new", as: "Alice", path: "/account/webhooks/new" },
  { name: "webhook", as: "Alice", path: webhook("Ticket system") },
  { name: "webhook-failing", as: "Alice", path: webhook("Old chat") },
  { name: "webhook-secret", as: "Alice", path: newSecret },
  {
    name: "webhook-delete",
    as: "Alice",
    path: (page) => webhook("Old chat")(page).then(() => page.goto(`${page.url()}/delete`)),
  },
  { name: "activity", as: "Alice", path: "/activity" },
  { name: "activity-nothing", as: "Alice", path: "/activity?what=prices" },
  { name: "data", as: "Alice", path: "/account/data" },
  { name: "nowhere", as: "Alice", path: "/nowhere" },
  { name: "not-yours", as: "Alice", path: "/admin" },
  { name: "dashboard-trouble", as: "Bob", path: "/dashboard" },
  { name: "environment-failed", as: "Bob", path: first("/environments", "/environments/env_") },
  { name: "admin", as: "Ada", path: "/admin" },
  { name: "admin-members", as: "Ada", path: "/admin/members" },
  { name: "admin-member", as: "Ada", path: member("Alice") },
  {
    name: "admin-member-impersonate",
    as: "Ada",
    path: (page) => member("Alice")(page).then(() => page.goto(`${page.url()}/impersonate`)),
  },
  { name: "admin-member-suspended", as: "Ada", path: member("Charlie"), during: suspendCharlie },
  { name: "suspended", as: "Charlie", path: "/dashboard", during: suspendCharlie },
  { name: "admin-clusters", as: "Ada", path: "/admin/clusters" },
  { name: "admin-cluster", as: "Ada", path: first("/admin/clusters", "/admin/clusters/cluster_") },
  { name: "admin-cluster-new", as: "Ada", path: "/admin/clusters/new" },
  { name: "admin-environments", as: "Ada", path: "/admin/environments" },
  { name: "admin-collection", as: "Ada", path: "/admin/collection" },
  { name: "admin-collection-gaps", as: "Ada", path: collectionOfSecond },
  { name: "admin-payments", as: "Ada", path: "/admin/payments" },
  { name: "admin-activity", as: "Ada", path: "/admin/activity" },
  { name: "impersonation", as: "Ada", path: "/dashboard", during: lookAsAlice },
  { name: "impersonation-refused", as: "Ada", path: refusedWhileLooking, during: lookAsAlice },
];
