import { z } from "zod";
import { line } from "~/core/text/text-input";
import { isId, type ApiKeyId } from "~/core/id";
import { lifetimes, type Lifetime } from "./api-key";
import { presets, servedScopes } from "~/domain/access/scope";

const lifetime = z.coerce
  .number("keyLifetimeInvalid")
  .refine((days): days is Lifetime => lifetimes.some((one) => one === days), "keyLifetimeInvalid");

/**
 * What the form sends: the id that the key is to have, so that sending it twice makes one key; a name; a preset, or a ticked box per
 * scope; how many days it lasts.
 */
export const createApiKeyInput = z
  .looseObject({
    keyId: z.custom<ApiKeyId>((value) => isId("key", value), "keyFormStale"),
    name: line({ most: 80, code: "keyNameInvalid" }),
    preset: z.enum(presets, "keyScopesMissing"),
    days: lifetime,
  })
  .transform(({ keyId, name, preset, days, ...boxes }) => ({
    id: keyId,
    name,
    days,
    grant: preset === "custom" ? servedScopes.filter((scope) => boxes[scope] !== undefined) : preset,
  }));

export type CreateApiKeyInput = z.output<typeof createApiKeyInput>;
