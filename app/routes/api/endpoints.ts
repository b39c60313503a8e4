import type { Endpoint } from "~/web/api/endpoint.server";
import { createCluster, listClusters } from "~/routes/api/platform/admin-clusters";
import { listUsers } from "~/routes/api/platform/admin-users";
import { collectUsageNow, readCollection } from "~/routes/api/platform/collect";
import { buyCredits } from "~/routes/api/platform/credits";
import { cronEndpoints } from "~/routes/api/platform/cron";
import { readHopsworksInfo } from "~/routes/api/platform/hopsworks-info";
import { jupyterStatus, launchJupyter, stopJupyter } from "~/routes/api/platform/jupyter";
import { jupyterProgress } from "~/routes/api/platform/jupyter-progress";
import { readUsage } from "~/routes/api/platform/usage";
import { readUser } from "~/routes/api/platform/user";
import { adminListActivity, listActivity } from "~/routes/api/workspace/activity";
import { adminListEnvironments, adminListUsers } from "~/routes/api/workspace/admin";
import { logIn, logInCallback, logOut } from "~/routes/api/workspace/auth";
import { readEnvironmentInfo } from "~/routes/api/workspace/environment-info";
import { deleteEnvironment, heartbeat } from "~/routes/api/workspace/environment-life";
import { createEnvironment } from "~/routes/api/workspace/environment-create";
import { listEnvironments, readActiveEnvironment } from "~/routes/api/workspace/environments";
import { health, serviceCard } from "~/routes/api/workspace/health";
import { readMe } from "~/routes/api/workspace/users";

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
