import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { format } from "prettier";
import { endpoints } from "../../app/routes/api/endpoints";
import { portalDocument } from "../../app/web/api/openapi/openapi-document.server";

/** The file that holds the client's types. */
export const clientTypesFile = "clients/typescript/src/schema.ts";

/** The types of the TypeScript client, as the endpoints' definitions make them now. Throws when the document is no OpenAPI. */
export async function clientTypes(): Promise<string> {
  const installation = { version: "0", portal: "http://localhost:3000", sessionCookie: "atrium" };
  const document = portalDocument(endpoints, installation) as unknown as OpenAPI3;
  const types = astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
  return format(`${banner}${types}`, { parser: "typescript", printWidth: 120 });
}

const banner =
  "/* Made by `npm run client:generate` from the endpoints' definitions; what is written here by hand is lost. */\n";
