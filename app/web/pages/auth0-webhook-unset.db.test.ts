import { expect, test } from "vitest";

test("where no secret is set the webhook is not there, whatever it is sent", async () => {
  delete process.env["AUTH0_WEBHOOK_SECRET"];
  const { action } = await import("~/routes/webhooks/auth0");
  for (const signature of ["", "t=1,v1=", `t=1,v1=${"0".repeat(64)}`]) {
    const request = new Request("http://localhost:3000/api/webhooks/auth0", {
      method: "POST",
      headers: { "X-Atrium-Signature": signature },
      body: "{}",
    });
    await expect(action({ request, params: {}, context: {} })).rejects.toMatchObject({ refusal: "not_found" });
  }
});
