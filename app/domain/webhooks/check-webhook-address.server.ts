import { refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { typedAddressFailure, type Lookup } from "~/core/typed-address.server";

/** Refuses `invalid` an address that nothing will be sent to. It is checked again whenever something is. */
export async function checkWebhookAddress(url: string, lookup?: Lookup): Promise<void> {
  if (new URL(url).origin === new URL(env().APP_URL).origin) refuse("invalid", "addressOfPortal");
  const failure = await typedAddressFailure(url, lookup);
  if (failure) refuse("invalid", failure);
}
