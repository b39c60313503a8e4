import { expect, test } from "vitest";
import { refuseProduction } from "./refuse-production";

test("the demo refuses where production is configured, and says which variable says so", () => {
  expect(refuseProduction({ NODE_ENV: "production" })).toContain("NODE_ENV");
  expect(refuseProduction({ STRIPE_SECRET_KEY: "sk_live_1" })).toContain("STRIPE_SECRET_KEY");
  expect(refuseProduction({ APP_URL: "https://atrium.example.org" })).toContain("APP_URL");
});

test("it starts on a machine that says nothing, or names itself", () => {
  expect(refuseProduction({})).toBeUndefined();
  expect(refuseProduction({ APP_URL: "http://localhost:4000", NODE_ENV: "development" })).toBeUndefined();
});
