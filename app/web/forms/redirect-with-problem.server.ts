import { redirect } from "@remix-run/node";
import { AppError } from "~/core/app-error";
import { problemToken } from "./problem-token.server";

/** For a button that posts from many pages: what a person can act on is said on `page`; everything else is thrown. */
export async function redirectWithProblem(page: string, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.refusal === "not_found" || error.refusal === "unavailable") throw error;
    return redirect(`${page}?problem=${problemToken(error)}`);
  }
}
