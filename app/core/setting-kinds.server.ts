import { z } from "zod";
import { isAllowable } from "~/core/network/address-allowance.server";

/** An address without a slash at its end. */
export const url = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .transform((given) => given.replace(/\/$/, ""));

/** Values between commas. */
export const list = z.string().transform((given) =>
  given
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean),
);

/** A text that is not empty. */
export const required = z.string().min(1, "must not be empty");

/** Where what is typed may lead although it is private. */
export const allowance = list
  .refine((all) => all.every(isAllowable), "must be host names, addresses or networks such as 10.20.0.0/16")
  .default([]);

/** One of these words. */
export function choice<const T extends readonly string[]>(options: T) {
  return z.enum(options, { error: `must be one of ${options.join(", ")}` });
}

/** A whole number between these two, themselves included. */
export function count(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
}

/** Whether it is an origin: a protocol, a host and a port, and nothing else. */
export function isOrigin(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) && new URL(address).origin === address;
}
