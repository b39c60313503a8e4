import type { Sentences } from "../languages";
import type { signIn as english } from "../en/sign-in";

export const signIn: Sentences<typeof english> = {
  title: "signIn",
};
