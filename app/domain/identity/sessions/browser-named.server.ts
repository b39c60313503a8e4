import Bowser from "bowser";
import type { Browser } from "./open-session";

const LONGEST_NAME = 40;

/** Reads a User-Agent header. Anybody may send anything: the words are shown to their sender alone, and decide nothing. */
export function browserNamed(userAgent: string | null): Browser {
  if (!userAgent) return {};
  const { browser, os } = Bowser.parse(userAgent);
  const version = /^\d+/.exec(browser.version ?? "")?.[0];
  const name = browser.name && [browser.name.slice(0, LONGEST_NAME), version].filter(Boolean).join(" ");
  // Not the system's version: browsers have stopped saying the true one.
  return { ...(name && { name }), ...(os.name && { system: os.name.slice(0, LONGEST_NAME) }) };
}
