import { account } from "./en/account";
import { admin } from "./en/admin";
import { billing } from "./en/billing";
import { docs } from "./en/docs";
import { environments } from "./en/environments";
import { placement } from "./en/placement";
import { refusals } from "./en/refusals";
import { shell } from "./en/shell";
import { signIn } from "./en/sign-in";
import { usage } from "./en/usage";

export const en = { account, admin, billing, docs, environments, placement, refusals, shell, signIn, usage };
