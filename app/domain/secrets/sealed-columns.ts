/** Where sealed secrets are kept. The column is named `<secret>_sealed`, and the row by its `id`. */
export const sealedColumns = [
  { table: "clusters", secret: "hopsworks_key" },
  { table: "clusters", secret: "hub_token" },
  { table: "webhook_endpoints", secret: "secret" },
] as const;

export type SealedColumn = (typeof sealedColumns)[number];

/** One row's place in a column: what a secret is sealed for, so that it opens nowhere else. */
export type Place = `${SealedColumn["table"]}:${SealedColumn["secret"]}:${string}`;

export function placeOf({ table, secret }: SealedColumn, id: string): Place {
  return `${table}:${secret}:${id}`;
}
