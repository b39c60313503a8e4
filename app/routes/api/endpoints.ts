import type { Endpoint } from "~/web/api/endpoint.server";
import { createCluster, listClusters } from "./platform-admin-clusters";
import { listUsers } from "./platform-admin-users";
import { collectUsageNow, readCollection } from "./platform-collect";
import { buyCredits } from "./platform-credits";
import { cronEndpoints } from "./platform-cron";
import { readHopsworksInfo } from "./platform-hopsworks-info";
import { jupyterStatus, launchJupyter, stopJupyter } from "./platform-jupyter";
import { jupyterProgress } from "./platform-jupyter-progress";
import { readUsage } from "./platform-usage";
import { readUser } from "./platform-user";
import { adminListActivity, listActivity } from "./workspace-activity";
import { adminListEnvironments, adminListUsers } from "./workspace-admin";
import { logIn, logInCallback, logOut } from "./workspace-auth";
import { readEnvironmentInfo } from "./workspace-environment-info";
import { deleteEnvironment, heartbeat } from "./workspace-environment-life";
import { createEnvironment } from "./workspace-environment-create";
import { listEnvironments, readActiveEnvironment } from "./workspace-environments";
import { health, serviceCard } from "./workspace-health";
import { readMe } from "./workspace-users";

/** Every endpoint of the API, grouped by family: the map that `/openapi.json` is drawn from. */
export const endpoints: readonly Endpoint[] = [
  // Platform
  readUser,
  readHopsworksInfo,
  readUsage,
  buyCredits,
  listUsers,
  listClusters,
  createCluster,
  collectUsageNow,
  readCollection,
  jupyterStatus,
  launchJupyter,
  stopJupyter,
  jupyterProgress,
  ...cronEndpoints,

  // Workspace
  serviceCard,
  health,
  logIn,
  logInCallback,
  logOut,
  readMe,
  createEnvironment,
  readActiveEnvironment,
  deleteEnvironment,
  listEnvironments,
  readEnvironmentInfo,
  heartbeat,
  listActivity,
  adminListUsers,
  adminListEnvironments,
  adminListActivity,
];
