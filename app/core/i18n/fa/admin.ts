import type { Sentences } from "../languages";
import type { admin as english } from "../en/admin";

export const admin: Sentences<typeof english> = {
  title: "admin",
};
