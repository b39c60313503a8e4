import { isRouteErrorResponse } from "@remix-run/react";
import type { Problem } from "~/ui/view-models";

/** What an error page shows of what was thrown: a refusal says its sentence, a bug only under which id the log has it. */
export function errorPageProps(error: unknown): { status: number; problem?: Problem; requestId?: string } {
  if (!isRouteErrorResponse(error)) return { status: 500 };
  const said: Partial<Problem> = isObject(error.data) ? error.data : {};
  return {
    status: error.status,
    ...(isProblem(said) && { problem: said }),
    ...(said.requestId && { requestId: said.requestId }),
  };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const isProblem = (said: Partial<Problem>): said is Problem => typeof said.code === "string";
