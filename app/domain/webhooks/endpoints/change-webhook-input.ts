import { z } from "zod";
import { line } from "~/core/text/text-input";
import { EVERYTHING, isWebhookEvent } from "./webhook-events";

const PREFIX = "event:";
const MOST_URL = 2000;

/** What the forms of a new endpoint and of one that is there have in common. */
export const webhookFields = {
  url: line({ most: MOST_URL, code: "addressInvalid" })
    .refine(isPostable, { error: "addressInvalid" })
    .transform(withoutFragment),
  description: line({ least: 0, most: 120, code: "webhookDescriptionTooLong" }).default(""),
};

/** What the form of an endpoint sends. */
export const changeWebhookInput = z
  .looseObject(webhookFields)
  .transform(pickedOf)
  .refine(hasPicked, { error: "webhookEventsMissing" });

export type ChangeWebhookInput = z.output<typeof changeWebhookInput>;

/** A form has a check box for each event, `event:environment.start`, and one for them all, `event:*`. */
export function pickedOf(form: { url: string; description: string }) {
  const checked = Object.keys(form).flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
  const events = checked.includes(EVERYTHING) ? [EVERYTHING] : checked.filter(isWebhookEvent);
  return { url: form.url, description: form.description, events };
}

export function hasPicked({ events }: { events: readonly string[] }): boolean {
  return events.length > 0;
}

function isPostable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

function withoutFragment(text: string): string {
  if (!URL.canParse(text)) return text;
  const parsed = new URL(text);
  parsed.hash = "";
  return parsed.href;
}
