import fc from "fast-check";
import { expect, test } from "vitest";
import { firstProjectName } from "./hopsworks-names";

const anyEmail = fc.oneof(
  fc.emailAddress(),
  fc.string().map((local) => `${local}@example.org`),
);
const anyAttempt = fc.integer({ min: 0, max: 999 });

test("a project is named after the person", () => {
  expect(firstProjectName("alice@example.org", 0)).toBe("alice");
  expect(firstProjectName("Mary.Ann+lab@example.org", 0)).toBe("mary_ann_lab");
});

test("the name after a taken one says which it is", () => {
  expect(firstProjectName("alice@example.org", 1)).toBe("alice_2");
});

test("names that Hopsworks refuses are never proposed", () => {
  expect(firstProjectName("default@example.org", 0)).toBe("my_default");
  expect(firstProjectName("12345@example.org", 0)).toBe("project_12345");
  expect(firstProjectName("__@example.org", 0)).toBe("project");
  expect(firstProjectName("team_featurestore@example.org", 0)).toBe("team_features");
});

test("whatever the e-mail, the name is one that Hopsworks accepts", () => {
  fc.assert(
    fc.property(anyEmail, anyAttempt, (email, attempt) => {
      const name = firstProjectName(email, attempt);
      expect(name).toMatch(/^[a-z0-9]([a-z0-9_]{0,23}[a-z0-9])?$/);
      expect(name).not.toMatch(/__|_featurestore|^\d+$/);
    }),
  );
});

test("every attempt proposes another name", () => {
  fc.assert(
    fc.property(anyEmail, anyAttempt, anyAttempt, (email, one, other) => {
      fc.pre(one !== other);
      expect(firstProjectName(email, one)).not.toBe(firstProjectName(email, other));
    }),
  );
});
