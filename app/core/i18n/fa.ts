import { account } from "./fa/account";
import { activity } from "./fa/activity";
import { admin } from "./fa/admin";
import { billing } from "./fa/billing";
import { environments } from "./fa/environments";
import { keys } from "./fa/keys";
import { placement } from "./fa/placement";
import { refusals } from "./fa/refusals";
import { shell } from "./fa/shell";
import { signIn } from "./fa/sign-in";
import { usage } from "./fa/usage";

export const fa = { account, activity, admin, billing, environments, keys, placement, refusals, shell, signIn, usage };
