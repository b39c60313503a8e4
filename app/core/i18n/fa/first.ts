import { impersonation } from "./impersonation";
import { billing } from "./billing";
import { docs } from "./docs";
import { environments } from "./environments";
import { placement } from "./placement";
import { refusals } from "./refusals";
import { shell } from "./shell";
import { signIn } from "./sign-in";
import { usage } from "./usage";

/** What every page may say: a browser has it before it shows the first. */
export const first = { impersonation, billing, docs, environments, placement, refusals, shell, signIn, usage };
