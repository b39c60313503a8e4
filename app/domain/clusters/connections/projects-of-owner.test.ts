import { afterEach, beforeEach, expect, test } from "vitest";
import { freezeClock, instant, later, MINUTE, SECOND } from "~/core/clock";
import type { Hopsworks, HopsworksProject } from "~/integrations/hopsworks/hopsworks";
import { projectsOfOwner } from "./projects-of-owner.server";

const noon = instant("2026-03-10T12:00:00Z");
const project = (id: number, owner: string): HopsworksProject => ({ id, name: `p${id}`, owner, isReady: true });

let projects: HopsworksProject[];
let isDown: boolean;
let asked: number;
let answer: PromiseWithResolvers<void> | undefined;
let hopsworks: Hopsworks;

beforeEach(() => {
  freezeClock(noon);
  [projects, isDown, asked, answer] = [[project(1, "alice000"), project(2, "bob00000")], false, 0, undefined];
  const allProjects = async () => {
    asked++;
    await answer?.promise;
    if (isDown) throw new Error("down");
    return projects;
  };
  hopsworks = { allProjects } as unknown as Hopsworks;
});

afterEach(() => freezeClock(undefined));

const idsOf = async (owner: string) => (await projectsOfOwner(hopsworks, owner)).map(({ id }) => id);

test("however many ask at once, everybody's projects are asked for once, and each is given their own", async () => {
  answer = Promise.withResolvers();
  const all = Promise.all(["alice000", "bob00000", "nobody", "alice000"].map(idsOf));
  answer.resolve();
  expect(await all).toEqual([[1], [2], [], [1]]);
  expect(asked).toBe(1);
});

test("an answer is given for a minute from when it came, and no longer", async () => {
  await idsOf("alice000");
  projects = [...projects, project(3, "alice000")];
  freezeClock(later(noon, MINUTE - 1));
  expect([await idsOf("alice000"), asked]).toEqual([[1], 1]);
  freezeClock(later(noon, MINUTE));
  expect([await idsOf("alice000"), asked]).toEqual([[1, 3], 2]);
  freezeClock(later(noon, -SECOND));
  expect([await idsOf("alice000"), asked], "the clock was set back").toEqual([[1, 3], 3]);
});

test("an installation that is down is said to be, whatever it said before, and is asked anew", async () => {
  await idsOf("alice000");
  freezeClock(later(noon, MINUTE));
  isDown = true;
  await expect(idsOf("alice000")).rejects.toThrow("down");
  isDown = false;
  expect(await idsOf("alice000")).toEqual([1]);
});

test("installations do not share what they say", async () => {
  await idsOf("alice000");
  const other = { allProjects: () => Promise.resolve([project(9, "alice000")]) } as unknown as Hopsworks;
  expect((await projectsOfOwner(other, "alice000")).map(({ id }) => id)).toEqual([9]);
});
