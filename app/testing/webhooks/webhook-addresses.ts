import type { LoaderFunctionArgs } from "@remix-run/node";
import { AppError } from "~/core/app-error";

type RouteHandler = (args: LoaderFunctionArgs) => unknown;
export type RouteCall = {
  cookie: string;
  form?: Record<string, string>;
  params?: Record<string, string>;
  query?: string;
};

/** What a guarded answers, whichever way it does. */
export type RouteAnswer = { status: number; location: string | null; body: Record<string, unknown> };

/** For tests of the webhooks' pages: asks one as a browser would, and a refusal is an answer, too. */
export async function callWebhookRoute(
  guarded: RouteHandler,
  path: string,
  { cookie, form, params = {}, query = "" }: RouteCall,
) {
  const written = form && { method: "POST", body: new URLSearchParams(form) };
  const request = new Request(`http://localhost:3000${path}${query}`, { headers: { cookie }, ...written });
  try {
    return answerOf(await guarded({ request, params, context: {} }));
  } catch (error) {
    if (error instanceof Response) return answerOf(error);
    if (!(error instanceof AppError)) throw error;
    return { status: error.refusal === "not_found" ? 404 : 400, location: null, body: { code: error.code } };
  }
}

function answerOf(answer: unknown): RouteAnswer {
  if (answer instanceof Response) return { status: answer.status, location: answer.headers.get("location"), body: {} };
  const { data, init } = answer as { data?: Record<string, unknown>; init?: { status?: number } };
  if (init) return { status: init.status ?? 200, location: null, body: data ?? {} };
  return { status: 200, location: null, body: answer as Record<string, unknown> };
}
