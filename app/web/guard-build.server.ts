import type { HeadersArgs, ServerBuild } from "@remix-run/node";
import { refuseWhileClockIsWrong } from "~/db/clock-trust.server";
import { backToImpersonation } from "~/web/session/back-to-impersonation.server";
import { asThrown } from "./refusal.server";

type Routes = Record<string, NonNullable<ServerBuild["routes"][string]>>;
type RouteModule = NonNullable<ServerBuild["routes"][string]>["module"];

/**
 * Puts the one error path round every loader and action of the build, so that no route catches anything. None of them is run while this
 * machine's clock is wrong.
 */
export function guardBuild(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes as Routes).map(([id, route]) => [
    id,
    { ...route, module: guarded(route.module) },
  ]);
  return { ...build, routes: Object.fromEntries(routes) as Routes };
}

function guarded(module: RouteModule): RouteModule {
  const isPage = "default" in module && module.default !== undefined;
  return {
    ...module,
    ...(isPage && { headers: module.headers ?? headersOfError }),
    ...(module.loader && { loader: catching(module.loader, isPage) }),
    ...(module.action && { action: catching(module.action, isPage) }),
  };
}

/** An error page says to the browser, too, when to come back. */
function headersOfError({ errorHeaders, parentHeaders }: HeadersArgs): Headers {
  return errorHeaders ?? parentHeaders;
}

function catching<A extends [{ request: Request }, ...unknown[]], R>(work: (...args: A) => R, isPage: boolean) {
  return async (...args: A): Promise<Awaited<R>> => {
    try {
      refuseWhileClockIsWrong();
      return await work(...args);
    } catch (error) {
      const { request } = args[0];
      // Whoever has gone reads no page, and what ended with them is no bug.
      if (request.signal.aborted) throw error;
      throw backToImpersonation(error, request) ?? asThrown(error, isPage);
    }
  };
}
