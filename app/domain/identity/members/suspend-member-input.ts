import { z } from "zod";
import { changeMemberStatusInput } from "./change-member-status-input";
import { graces } from "./suspension";

/** What the form that suspends a member sends: why, and in how many minutes what they run is stopped. */
export const suspendMemberInput = changeMemberStatusInput.extend({
  graceMinutes: z
    .preprocess(
      (given) => (typeof given === "string" && given.trim() !== "" ? Number(given) : given),
      z.number("chooseGrace"),
    )
    .pipe(z.literal(graces, { error: "chooseGrace" }))
    .default(graces[0]),
});
