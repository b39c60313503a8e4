import { meters, type Meter } from "~/domain/billing/prices/meter";
import { unitsText, type Quantities } from "~/domain/billing/prices/quantities";
import type { ExportTable } from "./export-table";

/** `cpu_hours` is exported as `cpuHours`. */
const columnOf = (meter: Meter) => meter.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The export's columns of what was used: in units of each meter, to a millionth. */
export function columnsOfQuantities(quantities: Quantities): Record<string, string> {
  const shortest = (decimal: string) => decimal.replace(/\.?0+$/, "");
  return Object.fromEntries(
    meters().map((meter) => [columnOf(meter), shortest(unitsText(meter, quantities[meter] ?? 0n, 6))]),
  );
}

/** The head of each table's CSV, so that an empty table still says what it would hold. */
export const exportColumns = {
  profile: [
    "id",
    "email",
    "name",
    "isAdmin",
    "tier",
    "language",
    "theme",
    "timeZone",
    "createdAt",
    "lastSeenAt",
    "suspendedAt",
    "suspendedReason",
    "deletionAt",
  ],
  identities: ["issuer", "subject", "email", "linkedAt", "lastUsedAt"],
  sessions: ["id", "createdAt", "lastSeenAt", "expiresAt", "endedAt", "userAgent", "address"],
  placement: [
    "state",
    "requestedAt",
    "finishedAt",
    "cluster",
    "hubUsername",
    "hopsworksUsername",
    "hopsworksProject",
    "assignedAt",
  ],
  environments: ["id", "name", "state", "reason", "cluster", "size", "stateChangedAt", "createdAt"],
  runs: [
    "id",
    "environmentId",
    "cpuMilli",
    "memoryMib",
    "gpus",
    "requestedAt",
    "startedAt",
    "readyAt",
    "endedAt",
    "endReason",
  ],
  usage: ["day", "environmentId", "priceBook", ...meters().map(columnOf), "runningHours"],
  statement: ["id", "at", "kind", "subject", "amount", "currency"],
  purchases: ["id", "amountMinor", "currency", "state", "createdAt", "settledAt"],
  activity: ["id", "at", "action", "targetKind", "targetId", "by", "before", "after", "outcome", "keyId", "address"],
  keys: ["id", "name", "shown", "scopes", "createdAt", "expiresAt", "lastUsedAt", "lastUsedFrom", "revokedAt"],
  webhooks: [
    "id",
    "url",
    "description",
    "events",
    "createdAt",
    "failingSince",
    "disabledAt",
    "disabledReason",
    "deletedAt",
  ],
} as const satisfies Record<ExportTable, readonly string[]>;
