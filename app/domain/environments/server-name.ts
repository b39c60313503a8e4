/** The longest name of a server that every version of JupyterHub takes; from 6 on it is lower-case letters, digits and single hyphens, a letter first. */
const LONGEST = 30;

/**
 * What every name begins with. A named server is below the address of the default one (`/user/ann/lab/`), so that one named `lab`, `api` or
 * like any extension's path would hide that part of the member's notebook.
 */
const PREFIX = "env";

/**
 * The hub's name of a server that its member calls `words`: what Latin letters and digits they have behind the prefix, and a number where
 * `taken` has that already.
 */
export function serverNameOf(words: string, taken: readonly string[]): string {
  const slug = slugOf(words);
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const name = `${cut(slug, LONGEST - suffix.length)}${suffix}`;
    if (!taken.includes(name)) return name;
  }
}

function slugOf(words: string): string {
  const latin = words
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return latin === "" ? PREFIX : `${PREFIX}-${latin}`;
}

const cut = (slug: string, most: number) => slug.slice(0, most).replace(/-$/, "");
