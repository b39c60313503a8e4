import { redirect } from "@remix-run/node";

/** Leads on to `to` and sets these cookies on the way. */
export function redirectWith(cookies: readonly string[], to: string): Response {
  const answer = redirect(to);
  for (const cookie of cookies) answer.headers.append("Set-Cookie", cookie);
  return answer;
}
