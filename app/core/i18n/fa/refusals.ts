import type { Sentences } from "../languages";
import type { refusals as english } from "../en/refusals";

export const refusals: Sentences<typeof english> = {
  title: "refusals",
};
