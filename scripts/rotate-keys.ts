/** Seals every secret in the database with a new key while the portal runs (docs/operations.md). Part of the build: the image has it too. */
import { closePool } from "../app/db/pool.server";
import { rotateKeys } from "../app/domain/admin/rotate-keys.server";

try {
  const { keyId, resealed, unreadable, retired, deleted } = await rotateKeys();
  console.log(
    `${keyId} seals now: ${resealed} secrets sealed anew, ${retired} keys retired, ${deleted} retired ones deleted.`,
  );
  if (unreadable > 0) {
    console.error(`${unreadable} could not be opened and were left as they are; the log names each.`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await closePool();
}
