import { z } from "zod";
import { isId } from "~/core/id";
import { line } from "~/core/text/text-input";

/** What an environment may be called, on pages and by programs. */
export const environmentName = line({ most: 60, code: "environmentNameInvalid" });

/** What the launch form sends: of another environment its name, of one that there is already its id, of the notebook neither. */
export const startEnvironmentInput = z.object({
  size: z.string().refine((value) => isId("size", value), { error: "chooseSize" }),
  name: z.preprocess((given) => (given === "" ? undefined : given), environmentName.optional()),
  id: z
    .string()
    .refine((value) => isId("env", value), { error: "environmentIdMisshapen" })
    .optional(),
});
