import { execFileSync } from "node:child_process";

type Route = { path?: string; children?: Route[] };

/** Every address of app/routes.ts, as written there; a new one is here by itself. */
export function pageRoutes(): string[] {
  const root = JSON.parse(execFileSync("remix", ["routes", "--json"], { encoding: "utf8" })) as Route[];
  const within = (base: string, routes: Route[] = []): string[] =>
    routes.flatMap(({ path, children }) => {
      const here = path ? `${base}/${path}` : base;
      return [...(children ? [] : [here || "/"]), ...within(here, children)];
    });
  return within("", root);
}
