/** What a browser loads for the first page of work, after a build: the dashboard's JavaScript and styles, compressed as they travel. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

type Part = { module: string; css?: string[] };
type RouteEntry = Part & { id: string; parentId?: string; path?: string };
type Manifest = { entry: Part; routes: Record<string, RouteEntry> };

const client = "build/client";
const limits = { js: 150_000, css: 20_000 };

/**
 * Bytes of gzip that the page at `path` loads at first: the entry with the sentences of the reader's language (the larger of them), the root,
 * every layout on the way, and all that they import.
 */
export function firstLoad(path: string): { js: number; css: number } {
  const manifest = readManifest();
  const parts = [manifest.entry, ...routesOf(manifest, path)];
  const scripts = new Set<string>();
  for (const { module } of parts) addWithImports(join(client, module), scripts);
  for (const file of largest([...scripts].flatMap(dynamicImportsOf))) addWithImports(file, scripts);
  const styles = new Set(parts.flatMap(({ css = [] }) => css).map((file) => join(client, file)));
  return { js: compressed(scripts), css: compressed(styles) };
}

function readManifest(): Manifest {
  const name = readdirSync(join(client, "assets")).find((file) => /^manifest-.*\.js$/.test(file));
  if (!name) throw new Error(`There is no manifest in ${client}/assets: run npm run build first.`);
  const text = readFileSync(join(client, "assets", name), "utf8");
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as Manifest;
}

/** The route at `path` and its parents. */
function routesOf({ routes }: Manifest, path: string): RouteEntry[] {
  const parentOf = (route: RouteEntry) => (route.parentId === undefined ? undefined : routes[route.parentId]);
  const chainOf = (route: RouteEntry | undefined): RouteEntry[] => (route ? [...chainOf(parentOf(route)), route] : []);
  const chains = Object.values(routes).map(chainOf);
  const found = chains.find(
    (chain) =>
      `/${chain
        .flatMap((route) => route.path ?? [])
        .filter(Boolean)
        .join("/")}` === path,
  );
  if (!found) throw new Error(`No route of the build is at ${path}.`);
  return found;
}

/** A script and what it imports by name, which the browser fetches before the page can be used; dynamic imports come later. */
function addWithImports(file: string, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  for (const [, imported = ""] of readFileSync(file, "utf8").matchAll(
    /(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g,
  ))
    addWithImports(join(file, "..", imported), seen);
}

/** What is waited for before the page can be used: the first sentences of one language. */
function dynamicImportsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/import\(\s*["'](\.\/[^"']+\.js)["']/g)].map(([, imported = ""]) =>
    join(file, "..", imported),
  );
}

function largest(files: readonly string[]): string[] {
  return files.toSorted((one, other) => compressed([other]) - compressed([one])).slice(0, 1);
}

function compressed(files: Iterable<string>): number {
  return [...files].reduce((total, file) => total + gzipSync(readFileSync(file)).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const load = firstLoad("/dashboard");
  for (const kind of ["js", "css"] as const) {
    const line = `dashboard ${kind}: ${(load[kind] / 1000).toFixed(1)} kB gzip of ${limits[kind] / 1000} kB`;
    console.log(load[kind] > limits[kind] ? `${line}: too much` : line);
    if (load[kind] > limits[kind]) process.exitCode = 1;
  }
}
