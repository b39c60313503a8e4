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
  const own = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.enum?.[0] ?? schema.default;
  if (own !== undefined || !schema.properties) return own;
  const fields = Object.entries(schema.properties).map(([name, field]) => [name, shown(field, named)] as const);
  const isWhole = fields.every(([name, value]) => value !== undefined || !schema.required?.includes(name));
  return isWhole ? Object.fromEntries(fields.filter(([, value]) => value !== undefined)) : undefined;
}
