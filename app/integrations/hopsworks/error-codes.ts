import { z } from "zod";

const errorAnswer = z.object({
  errorCode: z.number().int(),
  errorMsg: z.string().optional(),
  usrMsg: z.string().optional(),
});

/** The error codes of Hopsworks that lead to a refusal of its own, or to another call. */
export const errorCode = {
  projectLimit: 150002,
  projectNameReserved: 150073,
  projectBeingCreated: 150100,
  unknownQuery: 120004,
} as const;

/** The code in the body of an answer that is an error; undefined when there is none. */
export function errorCodeOf({ status, body }: { status: number; body?: unknown }): number | undefined {
  return status >= 400 ? errorAnswer.safeParse(body).data?.errorCode : undefined;
}
