import { setTimeout } from "node:timers/promises";
import { refuse } from "./app-error";

/** The answer, if it comes within `timeout` milliseconds; else refuses `unavailable` with `codeIfLate`. What was asked goes on unheard. */
export async function inTime<T>(timeout: number, codeIfLate: string, answer: Promise<T>): Promise<T> {
  const late = setTimeout(timeout, undefined, { ref: false }).then(() => refuse("unavailable", codeIfLate));
  return Promise.race([answer, late]);
}
