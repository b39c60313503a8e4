import { data } from "@remix-run/node";
import type { z } from "zod";
import { AppError } from "~/core/app-error";
import { currentRequestId } from "~/core/log.server";
import type { Problem } from "./problem";
import { readForm } from "./read-form.server";
import { refusalOf } from "~/web/refusal.server";

/** What an action gives back to its page when it refused: why, and what had been typed. */
export type FormRefusal = { problem: Problem; values: Record<string, string> };

/**
 * Reads a form by its schema and does the work. Input that does not fit, and every refusal that a person can act on, comes back to the
 * page with what was typed; what the system cannot do right now is thrown. A schema's messages are codes of the refusals catalogue.
 */
export async function submitForm<S extends z.ZodType, R>(
  request: Request,
  schema: S,
  work: (input: z.output<S>) => Promise<R>,
) {
  const values = textValues(await readForm(request));
  const read = schema.safeParse(values);
  if (!read.success) return refused(misfit(read.error), values, 400);
  try {
    return await work(read.data);
  } catch (error) {
    const refusal = error instanceof AppError && error.refusal !== "not_found" ? refusalOf(error) : undefined;
    if (!refusal) throw error;
    return refused(refusal.problem, values, refusal.status);
  }
}

/** What is said of any text does not tell by itself which one is meant. */
const ofAnyText = new Set(["textNotSingleLine", "textNotReadable", "textUnstorable"]);

function misfit({ issues: [issue] }: z.ZodError): Problem {
  const { message: code = "invalidInput", path = [] } = issue ?? {};
  return { code, ...(ofAnyText.has(code) && { params: { field: path.join(".") } }) };
}

function refused(problem: Problem, values: Record<string, string>, status: number) {
  const requestId = problem.requestId ?? currentRequestId();
  return data<FormRefusal>({ problem: { ...problem, ...(requestId && { requestId }) }, values }, { status });
}

function textValues(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
