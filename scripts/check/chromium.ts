import { isExecutable, programOf } from "./debian-package";

/** Where a browser for the end-to-end tests is: the one that CHROMIUM_PATH names, or Debian's. Undefined when there is none. */
export async function chromium(): Promise<string | undefined> {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return isExecutable(given) ? given : undefined;
  return programOf("chromium", { inPackage: "chromium" });
}
