import { account } from "./fa/account";
import { acting } from "./fa/acting";
import { activity } from "./fa/activity";
import { admin } from "./fa/admin";
import { billing } from "./fa/billing";
import { docs } from "./fa/docs";
import { environments } from "./fa/environments";
import { keys } from "./fa/keys";
import { placement } from "./fa/placement";
import { refusals } from "./fa/refusals";
import { shell } from "./fa/shell";
import { signIn } from "./fa/sign-in";
import { usage } from "./fa/usage";
import { webhooks } from "./fa/webhooks";

export const fa = {
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
