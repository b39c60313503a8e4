import { expect, test } from "vitest";
import { connectionOf } from "./identity";

test("the provider's name for somebody tells how they sign in there", () => {
  expect(["google-oauth2|117", "auth0|alice", "samlp|acme|alice@acme.example"].map(connectionOf)).toEqual([
    "google",
    "password",
    "organisation",
  ]);
});

test("what is not known is not guessed", () => {
  for (const subject of ["", "alice", "google-oauth2", "constructor|x", "|x"])
    expect(connectionOf(subject)).toBe("other");
});
