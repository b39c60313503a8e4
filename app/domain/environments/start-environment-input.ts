import { z } from "zod";
import { isId, type SizeId } from "~/core/id";

/** What the launch form sends. */
export const startEnvironmentInput = z.object({
  sizeId: z.string().refine((value): value is SizeId => isId("size", value), { error: "chooseSize" }),
});

export type StartEnvironmentInput = { sizeId: SizeId };
