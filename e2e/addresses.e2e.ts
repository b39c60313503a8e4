import { expect, test } from "playwright/test";
import { anEmptyDatabase, startPortal, startSurroundings, type Surroundings } from "./portal-process";

test.describe.configure({ timeout: 120_000 });

/** Tries to sign in, each time with this claim of where it comes from; what is left of the address's attempts after each. */
async function leftAfter(url: string, claims: readonly string[]): Promise<number[]> {
  const left: number[] = [];
  for (const claim of claims) {
    const answer = await fetch(`${url}/api/v1/auth/login`, { method: "POST", headers: { "X-Forwarded-For": claim } });
    left.push(Number(answer.headers.get("x-ratelimit-remaining")));
  }
  return left;
}

/** The addresses that the portal took the callers for, as its log has them. */
const addressesIn = (said: string) => [...new Set([...said.matchAll(/"address":"([^"]+)"/g)].map(([, one]) => one))];

async function behind(proxies: string, surroundings: Surroundings, claims: readonly string[]) {
  const portal = await startPortal({
    ...surroundings.settings,
    DATABASE_URL: await anEmptyDatabase(surroundings),
    TRUSTED_PROXIES: proxies,
    SIGN_INS_PER_HOUR: "10",
  });
  const left = await leftAfter(portal.url, claims);
  await portal.stop();
  return { left, addresses: addressesIn(portal.said()) };
}

test("nobody forges where they come from: what counts is the address that the last trusted proxy saw", async () => {
  const surroundings = await startSurroundings();
  try {
    const open = await behind("0", surroundings, ["203.0.113.1", "203.0.113.2", "198.51.100.7, 203.0.113.3"]);
    expect(open.left).toEqual([9, 8, 7]);
    expect(open.addresses.join()).not.toMatch(/203\.0\.113|198\.51\.100/);
    const proxied = await behind("1", surroundings, ["203.0.113.1", "198.51.100.7, 203.0.113.1", "203.0.113.2"]);
    expect(proxied.left).toEqual([9, 8, 9]);
    expect(proxied.addresses).toEqual(expect.arrayContaining(["203.0.113.1", "203.0.113.2"]));
    expect(proxied.addresses.join()).not.toContain("198.51.100");
  } finally {
    await surroundings.stop();
  }
});
