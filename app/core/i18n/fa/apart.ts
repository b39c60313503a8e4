import { account } from "./account";
import { activity } from "./activity";
import { admin } from "./admin";
import { keys } from "./keys";
import { webhooks } from "./webhooks";

/** What only the account pages and the admin's say: a browser fetches it with the first of them. */
export const apart = { account, activity, admin, keys, webhooks };
