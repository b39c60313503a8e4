import type { Nano } from "~/core/money";

/** What goes with a member's account, in numbers. */
export type DeletionInventory = {
  environments: number;
  credit?: { amount: Nano; currency: string };
  keys: number;
  webhooks: number;
  sessions: number;
  signIns: number;
  place?: { clusterName: string; hubUsername: string; hopsworksUsername?: string; hopsworksProject?: string };
};
