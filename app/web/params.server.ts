import type { Params } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { isId, type ApiKeyId, type EnvironmentId, type UserId } from "~/core/id";

/** The environment that a path names; what is no such id names nothing. */
export function environmentIdOf(params: Params): EnvironmentId {
  const { id } = params;
  return isId("env", id) ? id : refuse("not_found", "environmentNotFound");
}

/** The member that a path names. */
export function userIdOf(params: Params): UserId {
  const { id } = params;
  return isId("user", id) ? id : refuse("not_found", "memberNotFound");
}

/** The API key that a path names. */
export function apiKeyIdOf(params: Params): ApiKeyId {
  const { id } = params;
  return isId("key", id) ? id : refuse("not_found", "keyNotFound");
}
