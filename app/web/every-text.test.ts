import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { endpoints } from "~/routes/api/endpoints";

type Field = { name: string; schema: z.ZodType };

/** Every input of the portal: what the forms send, and what each endpoint of the API is sent. */
const inputs: Field[] = [
  ...(await inputsOfForms()),
  ...endpoints.flatMap(({ name, ...spec }) =>
    (["params", "query", "body"] as const).flatMap((part) =>
      spec[part] ? [{ name: `${name} ${part}`, schema: spec[part] }] : [],
    ),
  ),
];
const fields = inputs.flatMap(leavesOf);

async function inputsOfForms(): Promise<Field[]> {
  const files = globSync("app/domain/**/*-input.ts");
  const modules = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ `../../${file}`) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, schema]) => (schema instanceof z.ZodType ? [{ name, schema }] : [])),
  );
}

/** The fields of an object, and of those within it; what is no object is a field itself. */
function leavesOf({ name, schema }: Field): Field[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([field, inner]) =>
      leavesOf({ name: `${name}.${field}`, schema: inner as z.ZodType }),
    );
  const within = innerOf(schema);
  return within instanceof z.ZodType && objectIn(within) ? leavesOf({ name, schema: within }) : [{ name, schema }];
}

function innerOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodPipe) return schema.in;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : undefined;
}

function objectIn(schema: z.ZodType): boolean {
  const within = innerOf(schema);
  return schema instanceof z.ZodObject || (within instanceof z.ZodType && objectIn(within));
}

const ordinary = [
  "Ordinary text",
  "ordinary",
  "https://x.example/hub/api",
  "prefix.secret",
  "Long enough to be a reason",
];
/** What every field that takes text takes in the middle of an ordinary one. */
const fine = ["ی‌ک", "é", "👩‍🔬"];
const unseen = ["\0", "\ud800", "\udc00", "\u001b", "\u0085", "\u061c", "\u200e", "\u202e", "\u2067", "\u2028"];
const breaks = ["\n", "\r\n", "\t"];
/** The fields that people write several lines into. */
const ofSeveralLines = ["createEnvironment body.config.description"];

const taken = ({ schema }: Field, text: string) => schema.safeParse(text).success;
const inside = (text: string, odd: string) => text.slice(0, 4) + odd + text.slice(4);

test("the walk finds the fields of every form and endpoint", () => {
  const free = fields.filter((field) => taken(field, ordinary[0] ?? "")).map(({ name }) => name);
  for (const known of [
    "createApiKeyInput.name",
    "changeMemberStatusInput.reason",
    "addClusterInput.name",
    "connectClusterInput.name",
    "addWebhookInput.description",
    "createCluster body.name",
    "createEnvironment body.config.name",
    "createEnvironment body.config.description",
    "adminListUsers query.q",
  ])
    expect(free).toContain(known);
  expect(fields.length).toBeGreaterThan(60);
});

test.each(fields.map((field) => [field.name, field] as const))(
  "%s lets nothing through that nobody sees",
  (name, field) => {
    const refused = ofSeveralLines.includes(name) ? unseen : [...unseen, ...breaks];
    const texts = ordinary.filter((text) => taken(field, text));
    for (const odd of refused)
      for (const text of ["", ...texts]) {
        const read = field.schema.safeParse(inside(text, odd));
        // A check box is on whatever it says; of what was typed nothing may come out.
        expect(read.success && typeof read.data === "string" && read.data.includes(odd), JSON.stringify(odd)).toBe(
          false,
        );
        if (text !== "" && typeof field.schema.parse(text) === "string")
          expect(read.success, `${JSON.stringify(odd)} in ${text}`).toBe(false);
      }
  },
);

test("letters of every language are taken wherever text is", () => {
  const free = fields.filter(
    (field) => taken(field, "Ordinary text") && typeof field.schema.parse("Ordinary text") === "string",
  );
  for (const field of free)
    for (const odd of fine) expect(field.schema.parse(inside("Ordinary text", odd)), field.name).toContain(odd);
});

test("a letter and the accent that is typed after it are one letter, in every field", () => {
  const free = fields.filter((field) => typeof field.schema.safeParse("Ordinary text").data === "string");
  for (const field of free) expect(field.schema.parse(" Zoe\u0308 of Zurich "), field.name).toBe("Zo\u00eb of Zurich");
});
