import { z } from "zod";
import { instant } from "~/core/clock";

const time = z.iso.datetime({ offset: true }).transform((text) => instant(text));

/** What we read of a JupyterHub's answers (3.0 to 6.1); whatever else it says is left alone. */
export const hubVersionAnswer = z.object({ version: z.string().regex(/^\d+\./) });

export const hubServerAnswer = z.object({
  name: z.string(),
  ready: z.boolean(),
  pending: z.string().nullish(),
  stopped: z.boolean().optional(),
  /** When the start was asked for, not when it became ready. */
  started: time.nullish(),
  last_activity: time.nullish(),
  url: z.string().optional(),
  user_options: z.object({ profile: z.string() }).nullish().catch(undefined),
});

export const hubUserAnswer = z.object({ name: z.string(), servers: z.record(z.string(), hubServerAnswer) });

export const hubUserPage = z.object({
  items: z.array(hubUserAnswer),
  _pagination: z.object({ total: z.int().nonnegative() }),
});

export const hubRefusalAnswer = z.object({ message: z.string().nullish() });

export const hubProgressEvent = z.object({
  progress: z.number().optional(),
  message: z.string().default(""),
  ready: z.boolean().optional(),
  failed: z.boolean().optional(),
});

export type HubServerAnswer = z.infer<typeof hubServerAnswer>;
export type HubUserAnswer = z.infer<typeof hubUserAnswer>;
