import { z } from "zod";
import { isId } from "~/core/id";

/** What the launch form sends. */
export const startEnvironmentInput = z.object({
  size: z.string().refine((value) => isId("size", value), { error: "chooseSize" }),
});
