import type { z } from "zod";
import { refuse } from "~/core/app-error";
import { readForm } from "./read-form.server";

/** What the form says, by its schema. Refuses `invalid` what does not fit; a schema's messages are codes of the refusals catalogue. */
export async function parseForm<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const read = schema.safeParse(Object.fromEntries(await readForm(request)));
  return read.success ? read.data : refuse("invalid", read.error.issues[0]?.message ?? "invalidInput");
}
