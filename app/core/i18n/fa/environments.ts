import type { Sentences } from "../languages";
import type { environments as english } from "../en/environments";

export const environments: Sentences<typeof english> = {
  title: "environments",
};
