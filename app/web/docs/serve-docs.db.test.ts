import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "~/routes/api/endpoints";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { inboundWebhooks } from "~/web/api/inbound-webhooks.server";
import { exampleOf } from "~/web/api/openapi/example-of.server";
import { clientTypes, clientTypesFile } from "../../../scripts/client/client-types";

type Media = { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> };
type Operation = { operationId: string; security: object[]; responses: Record<string, unknown> };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  servers: { url: string }[];
  components: {
    securitySchemes: Record<string, object>;
    responses: Record<string, { content: Record<string, Media> }>;
  };
};

let api: ServedApi;
let portal: Document;
let apiHost: Document;

beforeAll(async () => {
  api = await startApi();
  [portal, apiHost] = (await Promise.all(
    [api.url, api.hostUrl].map((url) => fetch(`${url}/openapi.json`).then((answer) => answer.json())),
  )) as [Document, Document];
  return () => api.stop();
});

const isOfClients = ({ operationId }: Operation) => endpoints.some(({ name }) => name === operationId);
const operationsOf = ({ paths }: Document) => Object.values(paths).flatMap((methods) => Object.values(methods));

describe("the document", () => {
  test("has every endpoint that is served, by its name, and nothing else", () => {
    const names = operationsOf(portal).map(({ operationId }) => operationId);
    const served = [...endpoints.map(({ name }) => name), "receiveLogin", "receiveStripeEvent"];
    expect(names.sort()).toEqual(served.sort());
    expect(new Set(names).size).toBe(names.length);
  });

  test("has, on the API's own host, the workspace family at the root", () => {
    expect(Object.keys(apiHost.paths)).toContain("/users/me");
    const workspace = endpoints.filter(({ family }) => family === "workspace").map(({ name }) => name);
    expect(operationsOf(apiHost).map(({ operationId }) => operationId)).toEqual(workspace);
    expect([portal, apiHost].map(({ servers }) => servers.at(-1)?.url)).toEqual([
      "http://localhost:3000",
      "http://localhost:3000/api/v1",
    ]);
  });

  test("says of every operation who may call it and what it refuses", () => {
    for (const { operationId, responses, security } of operationsOf(portal).filter(isOfClients)) {
      const { access, body, creates } = endpoints.find(({ name }) => name === operationId)!;
      const expected = ["400", "500", "503"];
      if (access !== "anyone") expected.push("401");
      if (access === "member" || access === "admin") expected.push("403");
      if (body) expected.push("413", "415");
      if (creates) expected.push("409");
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(expected));
      expect(security.length > 0, operationId).toBe(access !== "anyone");
    }
  });

  test("has what other systems send, with the signature by which each proves who it is", () => {
    for (const path of inboundWebhooks) {
      const { security = [], responses = {} } = portal.paths[path]?.["post"] ?? {};
      const schemes = security
        .flatMap((one) => Object.keys(one))
        .map((name) => portal.components.securitySchemes[name]);
      expect(schemes, path).toMatchObject([
        { type: "apiKey", in: "header", name: expect.stringMatching(/-Signature$/) as string },
      ]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "400", "413", "500", "503"]));
    }
    expect(Object.keys(apiHost.paths).filter((path) => path.includes("webhooks"))).toEqual([]);
  });

  test("shows refusals as they are: each example fits the schema beside it", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(portal, "document");
    let checked = 0;
    for (const [name, { content }] of Object.entries(portal.components.responses))
      for (const [code, { value }] of Object.entries(content["application/json"]?.examples ?? {})) {
        const at = `document#/components/responses/${name}/content/application~1json/schema`;
        expect(ajv.validate({ $ref: at }, value), `${name} ${code} ${ajv.errorsText()}`).toBe(true);
        checked++;
      }
    expect(checked).toBeGreaterThan(10);
  });

  test("shows of every body an example that is accepted", () => {
    for (const { name, body } of endpoints.filter((spec) => spec.body)) {
      const example = exampleOf(body!);
      expect(example, `${name} has no example: give its fields one, .meta({ example })`).toBeDefined();
      expect(body!.safeParse(example).error, name).toBeUndefined();
    }
  });

  test("is valid OpenAPI, and the TypeScript client is made from it: npm run client:generate", async () => {
    expect(readFileSync(clientTypesFile, "utf8")).toBe(await clientTypes());
  });

  test("is not sent again to whoever has it", async () => {
    const first = await fetch(`${api.url}/openapi.json`);
    const again = await fetch(`${api.url}/openapi.json`, {
      // Said, because Node's fetch would else ask for a fresh one.
      headers: { "If-None-Match": first.headers.get("etag") ?? "", "Cache-Control": "max-age=0" },
    });
    expect([first.status, again.status]).toEqual([200, 304]);
  });
});

describe("the page", () => {
  const page = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/docs`, { headers });
    return { answer, text: await answer.text() };
  };

  test("is open to everybody, on both hosts, and everything it needs comes from there", async () => {
    for (const url of [api.url, api.hostUrl]) {
      const { answer, text } = await page(url);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      const own = [...text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, path]) => path ?? "");
      expect(own).toHaveLength(4);
      const fonts = ["latin.woff2", "arabic.woff2"].map((name) => own[0]!.replace(/[^/]+$/, name));
      for (const path of [...own, ...fonts]) {
        const asset = await fetch(url + path);
        expect(asset.status, path).toBe(200);
        expect(asset.headers.get("cache-control"), path).toContain("immutable");
      }
    }
  });

  test("has no script and no style in its text, and allows none", async () => {
    const { answer, text } = await page(api.url);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src=)/);
    expect(answer.headers.get("content-security-policy")).not.toMatch(/unsafe|\*|https?:/);
  });

  test("speaks the reader's language, and shows the operations in theirs", async () => {
    const { text } = await page(api.url, { "Accept-Language": "fa" });
    expect(text).toMatch(/<html lang="fa" dir="rtl"/);
    expect(text).toMatch(/<main id="operations" lang="en" dir="ltr">/);
  });

  test("has the portal's colours", () => {
    const colours = (file: string) =>
      new Map([...readFileSync(file, "utf8").matchAll(/(--color-[\w-]+): (.+);/g)].map(([, name, is]) => [name, is]));
    const portal = colours("app/app.css");
    for (const [name, is] of colours("app/web/docs/docs.css")) expect(is, name).toBe(portal.get(name));
  });
});
