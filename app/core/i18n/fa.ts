import { account } from "./fa/account";
import { admin } from "./fa/admin";
import { billing } from "./fa/billing";
import { docs } from "./fa/docs";
import { environments } from "./fa/environments";
import { placement } from "./fa/placement";
import { refusals } from "./fa/refusals";
import { shell } from "./fa/shell";
import { signIn } from "./fa/sign-in";
import { usage } from "./fa/usage";

export const fa = { account, admin, billing, docs, environments, placement, refusals, shell, signIn, usage };
