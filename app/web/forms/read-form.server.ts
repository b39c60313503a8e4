import { refuse } from "~/core/app-error";
import { unstorableIn } from "~/core/text/text";

/** The form that a page sent. Refuses `invalid` what is no form, and text that cannot be stored. */
export async function readForm(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => refuse("invalid", "invalidInput"));
  return unstorableIn([...form]) === undefined ? form : refuse("invalid", "textUnstorable");
}
