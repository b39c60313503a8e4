import type { Endpoint } from "~/web/api/endpoint.server";
import { readUser } from "./platform-user";
import { adminListEnvironments, adminListUsers } from "./workspace-admin";
import { readEnvironmentInfo } from "./workspace-environment-info";
import { deleteEnvironment, heartbeat } from "./workspace-environment-life";
import { createEnvironment, listEnvironments, readActiveEnvironment } from "./workspace-environments";
import { health, serviceCard } from "./workspace-health";
import { readMe } from "./workspace-users";

/** Every endpoint of the API, grouped by family: the map that `/openapi.json` is drawn from. */
export const endpoints: readonly Endpoint[] = [
  // Platform
  readUser,

  // Workspace
  serviceCard,
  health,
  readMe,
  createEnvironment,
  readActiveEnvironment,
  listEnvironments,
  readEnvironmentInfo,
  deleteEnvironment,
  heartbeat,
  adminListUsers,
  adminListEnvironments,
];
