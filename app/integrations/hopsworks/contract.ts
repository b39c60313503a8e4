import { z } from "zod";
import { instant } from "~/core/clock";

/** What we read of Hopsworks' answers, and nothing more: unknown fields pass, a list without `items` is an empty one. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item).default([]), count: z.number().optional() });

export const versionsAnswer = z.array(z.object({ software: z.string(), version: z.string() }));

/** What is only shown may be missing or odd; nothing else depends on it. Times come with milliseconds and without. */
const shown = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const time = z.iso.datetime({ offset: true }).transform((text) => instant(text));

export const usersAnswer = listOf(
  z.object({
    id: z.number().int(),
    username: z.string().min(1),
    email: z.string().min(1),
    accountType: shown(z.string().max(40)),
    status: shown(z.int()),
    maxNumProjects: shown(z.int()),
    numActiveProjects: shown(z.int()),
    activated: shown(time),
  }),
);

/** `creator` has no id; `creationStatus` is there from 5.x on. */
export const adminProjectsAnswer = listOf(
  z.object({
    id: z.number().int(),
    name: z.string().min(1),
    creator: z.object({ username: z.string().optional() }).optional(),
    created: shown(time),
    creationStatus: z.enum(["DONE", "ONGOING", "FAILED", "UNDER_REMOVAL"]).optional().catch(undefined),
  }),
);
