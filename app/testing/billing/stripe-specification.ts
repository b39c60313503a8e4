import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

type Schema = { [keyword: string]: unknown };
type Operation = {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string; schema: Schema; required?: boolean }[];
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
};
type Specification = {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, Operation>>;
};

/** What somebody asked and what was answered. */
export type Exchange = { method: string; path: string; form: object; answer: unknown; status: number };

/** What Stripe's own specification has to say against an exchange; nothing when it is as specified. */
export type SpecificationCheck = (exchange: Exchange) => string[];

/** Only what is asked to be expanded comes as an object; everything else of its kind is an id. */
const expandable = new Set(["payment_intent"]);

/** Reads Stripe's OpenAPI file and checks requests (forms: everything is text) and successful answers against it. */
export function specificationIn(file: string): SpecificationCheck {
  const specification = JSON.parse(readFileSync(file, "utf8")) as Specification;
  const definitions: Record<string, Schema> = {};
  const options = { strict: false, validateSchema: false, validateFormats: false, allErrors: true } as const;
  const answers = new Ajv(options);
  const requests = new Ajv({ ...options, coerceTypes: true });
  const compiled = new Map<string, ValidateFunction>();
  const checker = (ajv: Ajv, key: string, schema: Schema) => {
    const known = compiled.get(key) ?? ajv.compile({ ...plain(schema, specification, definitions), definitions });
    compiled.set(key, known);
    return known;
  };
  return ({ method, path, form, answer, status }) => {
    const [name, operation] = operationOf(specification, method, path) ?? [];
    if (!name || !operation) return [`${method} ${path} is not in the specification`];
    const asked = checker(requests, `${name} request`, requestSchema(operation));
    const problems = asked(structuredClone(form)) ? [] : sentences(`${name} request`, asked.errors);
    const answered = checker(answers, `${name} answer`, responseSchema(operation));
    return status < 400 && !answered(answer)
      ? [...problems, ...sentences(`${name} answer`, answered.errors)]
      : problems;
  };
}

function operationOf({ paths }: Specification, method: string, path: string): [string, Operation] | undefined {
  for (const [template, methods] of Object.entries(paths)) {
    const operation = methods[method.toLowerCase()];
    const matches = new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
    if (operation && matches) return [`${method} ${template}`, operation];
  }
  return undefined;
}

function requestSchema({ requestBody, parameters = [] }: Operation): Schema {
  const form = requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  if (form && Object.keys(form["properties"] ?? {}).length > 0) return form;
  const asked = parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    properties: Object.fromEntries(asked.map(({ name, schema }) => [name, schema])),
    additionalProperties: false,
  };
}

function responseSchema({ responses }: Operation): Schema {
  return responses["200"]?.content["application/json"]?.schema ?? {};
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references are collected, what is not expanded is an id. */
function plain(schema: Schema, specification: Specification, definitions: Record<string, Schema>): Schema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const { nullable, "x-expansionResources": expansion, ...rest } = value as Schema;
    const choices = expansion ? { ...rest, anyOf: (rest["anyOf"] as Schema[]).filter(isKept) } : rest;
    const walked = Object.fromEntries(
      Object.entries(choices).map(([key, inner]) => [key, key === "$ref" ? define(String(inner)) : walk(inner)]),
    );
    return nullable ? { anyOf: [walked, { type: "null" }] } : walked;
  };
  const define = (reference: string): string => {
    const name = reference.split("/").at(-1) ?? "";
    if (!(name in definitions)) {
      definitions[name] = {};
      definitions[name] = walk(specification.components.schemas[name] ?? {}) as Schema;
    }
    return `#/definitions/${name}`;
  };
  return walk(schema) as Schema;
}

function isKept(choice: Schema): boolean {
  const reference = choice["$ref"];
  return typeof reference !== "string" || expandable.has(reference.split("/").at(-1) ?? "");
}

function sentences(where: string, errors: ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(
    ({ instancePath, message, params }) => `${where}${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}
