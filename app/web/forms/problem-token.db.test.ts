import { expect, test } from "vitest";
import { problemAskedFor, problemToken } from "./problem-token.server";

const ask = (problem: string) => problemAskedFor(new URLSearchParams({ problem }));

test("a problem survives a redirect with its particulars", () => {
  const problem = { code: "creditTooLow", params: { available: "0.02", needed: "0.12", currency: "EUR" } };
  expect(ask(problemToken(problem))).toEqual(problem);
  expect(ask(problemToken({ code: "hubDown" }))).toEqual({ code: "hubDown" });
});

test("what somebody made up says nothing on our pages", () => {
  const forged = Buffer.from(JSON.stringify({ code: "suspended", params: { reason: "Call 555" } })).toString(
    "base64url",
  );
  for (const problem of ["", "Your account is closed", `${forged}.`, `${forged}.AAAA`, forged, "toString"])
    expect(ask(problem)).toBeUndefined();
});
