/** `npm run client:generate`: writes the types of the TypeScript client from the endpoints' definitions. */
import { writeFile } from "node:fs/promises";
import { testSettings } from "../app/testing/settings";

// The endpoints stand on the pool, and the pool asks for its settings; nothing is connected to.
Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://nobody@localhost:1/none" });
const { clientTypes, clientTypesFile } = await import("./client/client-types");
await writeFile(clientTypesFile, await clientTypes());
console.log(`Wrote ${clientTypesFile}`);
process.exit(0);
