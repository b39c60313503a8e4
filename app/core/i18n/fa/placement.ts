import type { Sentences } from "../languages";
import type { placement as english } from "../en/placement";

export const placement: Sentences<typeof english> = {
  title: "placement",
};
