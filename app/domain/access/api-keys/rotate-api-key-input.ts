import { z } from "zod";
import { overlaps, type Overlap } from "./api-key";

/** What the form sends: how long the key may still be used. */
export const rotateApiKeyInput = z.object({
  overlap: z.custom<Overlap>((value) => typeof value === "string" && Object.hasOwn(overlaps, value), "overlapInvalid"),
});
