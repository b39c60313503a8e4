import type { ServerBuild } from "@remix-run/node";
import type { Endpoint } from "~/web/api/endpoint.server";
import { families } from "~/web/api/families.server";

type Route = NonNullable<ServerBuild["routes"][string]>;
type Routes = Readonly<Record<string, Route>>;

const UNMATCHED = "unmatched";

/** What the server answers itself, before the framework and the API. */
const ownPaths = ["/health", "/readyz", "/metrics", "/openapi.json", "/docs"];

/** The patterns of all that the portal answers, such as `/environments/:id`: a closed list. */
export function routePatterns(routes: Routes, endpoints: readonly Pick<Endpoint, "family" | "path">[]): string[] {
  const pages = Object.values(routes).flatMap((route) => (isLeaf(route) ? [fullPath(routes, route)] : []));
  const calls = endpoints.map(({ family, path }) => families[family].base + path.replaceAll(/\{(\w+)\}/g, ":$1"));
  return [...new Set([...ownPaths, ...pages, ...calls])].filter((pattern) => !pattern.includes("*"));
}

/**
 * Which pattern a path has, as the label of a measurement: there are no more labels than patterns and two, whatever is asked for. On the API's
 * own host (`isApiHost`) paths are those of the workspace family.
 */
export function routeLabels(patterns: readonly string[]): (path: string, isApiHost?: boolean) => string {
  const literal = new Set(patterns.filter((pattern) => !pattern.includes(":")));
  const shaped = patterns
    .filter((pattern) => pattern.includes(":"))
    .map((pattern) => [shapeOf(pattern), pattern] as const);
  const labelOf = (path: string) =>
    literal.has(path) ? path : (shaped.find(([shape]) => shape.test(path))?.[1] ?? UNMATCHED);
  return (asked, isApiHost = false) => {
    if (asked.startsWith("/assets/")) return "/assets";
    const path = isApiHost ? families.workspace.base + asked : asked.replace(/\.data$/, "");
    return labelOf(path.length > 1 ? path.replace(/\/$/, "") : path);
  };
}

const isLeaf = ({ path, index }: Route) => path !== undefined || index === true;

function fullPath(routes: Routes, route: Route): string {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  const before = parent ? fullPath(routes, parent).replace(/\/$/, "") : "";
  return route.path ? `${before}/${route.path.replace(/^\//, "")}` : before || "/";
}

function shapeOf(pattern: string): RegExp {
  const parts = pattern.split(/:\w+/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
