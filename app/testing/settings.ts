/** Settings under which tests run the portal; each harness adds the addresses of what it started. */
export const testSettings = {
  ATRIUM_MODE: "test",
  APP_URL: "http://localhost:3000",
  SECRET_KEY: "dev-only-for-tests-0123456789abcdef",
  AUTH_ISSUER: "http://localhost:3001",
  AUTH0_CLIENT_ID: "atrium",
  AUTH0_CLIENT_SECRET: "dev-client-secret",
  STRIPE_SECRET_KEY: "sk_test_atrium",
  STRIPE_WEBHOOK_SECRETS: "whsec_atrium_test",
  STRIPE_API_URL: "http://localhost:3002",
  ADMIN_EMAILS: "ada@example.org",
  OUTBOUND_ALLOW: "localhost,127.0.0.0/8,::1",
  WEBHOOK_ALLOW: "localhost,127.0.0.0/8,::1",
  CURRENCY: "EUR",
  // Every test comes from one address.
  SIGN_INS_PER_HOUR: "1000",
  CRON_SECRET: "dev-cron-secret-for-tests-0123456789",
  AUTH0_WEBHOOK_SECRET: "dev-login-secret-for-tests-0123456789",
  LOG_LEVEL: "silent",
} as const;
