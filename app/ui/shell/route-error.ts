import { isRouteErrorResponse } from "@remix-run/react";
import type { Problem } from "~/ui/shapes";

/** What an error page shows of what was thrown: a refusal says its sentence, a bug says only that there is one. */
export function errorPageProps(error: unknown): { status: number; problem?: Problem; requestId?: string } {
  if (!isRouteErrorResponse(error)) return { status: 500 };
  const problem = isProblem(error.data) ? error.data : undefined;
  return {
    status: error.status,
    ...(problem && { problem }),
    ...(problem?.requestId && { requestId: problem.requestId }),
  };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}
