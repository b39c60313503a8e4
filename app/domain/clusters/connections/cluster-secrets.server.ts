import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { openSecret } from "~/domain/secrets/open-secret.server";
import { sealSecret } from "~/domain/secrets/seal-secret.server";
import { placeOf } from "~/domain/secrets/sealed-columns";

/** The two secrets of a cluster; the name is part of what they are sealed for. */
export type ClusterSecret = "hopsworks_key" | "hub_token";

/** Seals a secret for its own place in the database, in the transaction that puts it there: in another row or column it does not open. */
export function sealClusterSecret(db: Db, plain: string, secret: ClusterSecret, id: ClusterId): Promise<string> {
  return sealSecret(db, plain, placeOf({ table: "clusters", secret }, id));
}

/** Throws when the record is another's, or SECRET_KEY is not the one it was sealed with. */
export function openClusterSecret(db: Db, sealed: string, secret: ClusterSecret, id: ClusterId): Promise<string> {
  return openSecret(db, sealed, placeOf({ table: "clusters", secret }, id));
}
