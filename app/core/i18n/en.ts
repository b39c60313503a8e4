import { account } from "./en/account";
import { activity } from "./en/activity";
import { admin } from "./en/admin";
import { billing } from "./en/billing";
import { environments } from "./en/environments";
import { keys } from "./en/keys";
import { placement } from "./en/placement";
import { refusals } from "./en/refusals";
import { shell } from "./en/shell";
import { signIn } from "./en/sign-in";
import { usage } from "./en/usage";

export const en = { account, activity, admin, billing, environments, keys, placement, refusals, shell, signIn, usage };
