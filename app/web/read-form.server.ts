import { refuse } from "~/core/app-error";

/** The form that a page sent. Refuses `invalid` what is no form, and text with a letter that PostgreSQL does not have. */
export async function readForm(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => refuse("invalid", "invalidInput"));
  const isText = [...form.values()].every((value) => typeof value !== "string" || !value.includes("\0"));
  return isText ? form : refuse("invalid", "invalidInput");
}
