import { refuse } from "~/core/app-error";
import type { TypedDoor } from "~/core/typed-address.server";
import { webhookDoor } from "~/core/typed-doors.server";

/** Refuses `invalid` an address that nothing will be sent to. It is checked again whenever something is. */
export async function checkWebhookAddress(url: string, door: TypedDoor = webhookDoor()): Promise<void> {
  const problem = await door.problemWith(url);
  if (problem) refuse("invalid", problem);
}
