import { account } from "./en/account";
import { acting } from "./en/acting";
import { activity } from "./en/activity";
import { admin } from "./en/admin";
import { billing } from "./en/billing";
import { docs } from "./en/docs";
import { environments } from "./en/environments";
import { keys } from "./en/keys";
import { placement } from "./en/placement";
import { refusals } from "./en/refusals";
import { shell } from "./en/shell";
import { signIn } from "./en/sign-in";
import { usage } from "./en/usage";
import { webhooks } from "./en/webhooks";

export const en = {
  account,
  acting,
  activity,
  admin,
  billing,
  docs,
  environments,
  keys,
  placement,
  refusals,
  shell,
  signIn,
  usage,
  webhooks,
};
