import type { Sentences } from "../languages";
import type { billing as english } from "../en/billing";

export const billing: Sentences<typeof english> = {
  title: "billing",
};
