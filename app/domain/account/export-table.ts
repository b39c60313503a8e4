/** The kinds of things that the portal keeps about a member, in the order of the export. */
export const exportTables = [
  "profile",
  "identities",
  "sessions",
  "placement",
  "environments",
  "runs",
  "usage",
  "statement",
  "purchases",
  "activity",
  "keys",
  "webhooks",
] as const;

export type ExportTable = (typeof exportTables)[number];

export function isExportTable(value: unknown): value is ExportTable {
  return exportTables.some((table) => table === value);
}
