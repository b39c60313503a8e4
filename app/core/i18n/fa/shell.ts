import type { Sentences } from "../languages";
import type { shell as english } from "../en/shell";

export const shell: Sentences<typeof english> = {
  title: "shell",
};
