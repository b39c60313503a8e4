import { env } from "~/core/env.server";

/** Whether the settings make this member an admin: by the address that they have here, so that nobody becomes one through another's. */
export function isAppointed(email: string): boolean {
  return env().ADMIN_EMAILS.includes(email);
}
