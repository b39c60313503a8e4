import { expect, test } from "vitest";
import { actionGroups, actions, actionsMeant, groupOf } from "./action";
import { asQuery, filterIn, spanOf, type ActivityFilter } from "./activity-filter";
import { en } from "~/core/i18n/en";

test.each([
  [
    "what=environment.start&outcome=failed&from=2026-03-01&to=2026-03-02&target=env_1",
    {
      what: "environment.start",
      outcome: "failed",
      from: "2026-03-01",
      to: "2026-03-02",
      target: "env_1",
    },
  ],
  ["what=environment&actor=+ada%40example.org+", { what: "environment", actor: "ada@example.org" }],
  ["what=nonsense&outcome=maybe&from=2026-02-30&to=yesterday&target=+", {}],
  ["from=2026-13-01&to=99999-01-01", {}],
  ["", {}],
])("the filter of ?%s is what makes sense of it", (query, filter) => {
  expect(filterIn(new URLSearchParams(query))).toEqual(filter);
  expect(filterIn(new URLSearchParams(asQuery(filter as ActivityFilter)))).toEqual(filter);
});

test("its days are whole, the last one included", () => {
  expect(spanOf({ from: "2026-02-28", to: "2026-02-28" })).toEqual({
    from: new Date("2026-02-28T00:00:00Z"),
    until: new Date("2026-03-01T00:00:00Z"),
  });
});

test("every action has its group, its short name and its sentence", () => {
  for (const action of actions) {
    const name = action.replace(".", "_");
    expect(actionGroups).toContain(groupOf(action));
    expect(Object.keys(en.activity.event)).toContain(name);
    expect(Object.keys(en.activity.did)).toContain(name);
  }
  expect(Object.keys(en.activity.event)).toHaveLength(actions.length);
  expect(actionGroups.every((group) => actionsMeant(group))).toBe(true);
});
