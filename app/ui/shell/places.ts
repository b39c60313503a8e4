import { paths } from "~/core/paths";
import type { IconName } from "~/ui/kit/icon";

type Place = { to: string; name: "dashboard" | "environments" | "usage" | "billing"; icon: IconName };
type AdminPlace = {
  to: string;
  name: "overview" | "members" | "clusters" | "environments" | "collection" | "payments" | "activity";
  icon: IconName;
};

/** Where a member can go. */
export const memberPlaces: Place[] = [
  { to: paths.dashboard, name: "dashboard", icon: "dashboard" },
  { to: paths.environments, name: "environments", icon: "environments" },
  { to: paths.usage, name: "usage", icon: "usage" },
  { to: paths.billing, name: "billing", icon: "billing" },
];

/** Where only an admin can. */
export const adminPlaces: AdminPlace[] = [
  { to: paths.admin, name: "overview", icon: "overview" },
  { to: paths.adminMembers, name: "members", icon: "members" },
  { to: paths.adminClusters, name: "clusters", icon: "clusters" },
  { to: paths.adminEnvironments, name: "environments", icon: "environments" },
  { to: paths.adminCollection, name: "collection", icon: "collection" },
  { to: paths.adminPayments, name: "payments", icon: "billing" },
  { to: paths.adminActivity, name: "activity", icon: "activity" },
];
