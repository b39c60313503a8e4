import { z } from "zod";

/** What we read of Hopsworks' answers, and nothing more: unknown fields pass, a list without `items` is an empty one. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item).default([]), count: z.number().optional() });

export const versionsAnswer = z.array(z.object({ software: z.string(), version: z.string() }));

export const usersAnswer = listOf(
  z.object({ id: z.number().int(), username: z.string().min(1), email: z.string().min(1) }),
);

/** `creator` has no id; `creationStatus` is there from 5.x on. */
export const adminProjectsAnswer = listOf(
  z.object({
    id: z.number().int(),
    name: z.string().min(1),
    creator: z.object({ username: z.string().optional() }).optional(),
    creationStatus: z.enum(["DONE", "ONGOING", "FAILED", "UNDER_REMOVAL"]).optional().catch(undefined),
  }),
);

export const errorAnswer = z.object({
  errorCode: z.number().int(),
  errorMsg: z.string().optional(),
  usrMsg: z.string().optional(),
});

/** Numbers of Hopsworks' errors that mean something to us. */
export const errorCode = {
  projectLimit: 150002,
  projectNameReserved: 150073,
  projectBeingCreated: 150100,
  unknownQuery: 120004,
} as const;
