import { z } from "zod";

type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
};

/**
 * An example of a body, put together from those of its fields (`meta({ example })`): all that must be there, and what has an example of
 * its own. Undefined where a field that must be there has none.
 */
export function exampleOf(schema: z.ZodType): unknown {
  const whole = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  return shown(whole, whole.$defs ?? {});
}

function shown(given: Schema, named: Record<string, Schema>): unknown {
  const schema = named[given.$ref?.replace("#/$defs/", "") ?? ""] ?? given;
  return ownOf(schema) ?? (schema.properties && putTogether(schema, schema.properties, named));
}

function ownOf(schema: Schema): unknown {
  return schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.enum?.[0] ?? schema.default;
}

function putTogether(
  { required = [] }: Schema,
  fields: Record<string, Schema>,
  named: Record<string, Schema>,
): unknown {
  const all = Object.entries(fields).map(([name, field]) => [name, shown(field, named)] as const);
  const isWhole = all.every(([name, value]) => value !== undefined || !required.includes(name));
  return isWhole ? Object.fromEntries(all.filter(([, value]) => value !== undefined)) : undefined;
}
