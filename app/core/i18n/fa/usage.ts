import type { Sentences } from "../languages";
import type { usage as english } from "../en/usage";

export const usage: Sentences<typeof english> = {
  title: "usage",
};
