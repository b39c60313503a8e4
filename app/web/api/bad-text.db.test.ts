import { afterAll, beforeAll, expect, test } from "vitest";
import { endpoints } from "~/routes/api/endpoints";
import { callApi } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { families } from "./families.server";
import { exampleOf } from "./openapi/example-of.server";

let api: ServedApi;
let ada: string;

beforeAll(async () => {
  process.env["CALLS_PER_MINUTE"] = "100000";
  api = await startApi();
  ({ cookie: ada } = await signedIn(cast.ada));
});
afterAll(() => api.stop());

const addressOf = ({ family, path }: (typeof endpoints)[number]) =>
  `${api.url}${families[family].base}${path.replace(/\{\w+\}/g, "whatever")}`;
const writing = endpoints.flatMap((spec) => (spec.body ? [[spec.name, spec, exampleOf(spec.body)] as const] : []));

/** What is said of a text that cannot be stored, in either family's envelope. */
const said = (status: number, body: unknown) => [status, JSON.stringify(body).includes("a NUL, or half of another")];

test.each(writing)("%s refuses a NUL and half of a character, in a value and in a name", async (_, spec, example) => {
  for (const odd of ["\0", "\ud800", "a\udc00b"])
    for (const body of [
      { ...(example as object), added: odd },
      { ...(example as object), [odd]: 1 },
    ]) {
      const answer = await callApi(addressOf(spec), { cookie: ada, body, method: spec.method });
      expect(said(answer.status, answer.body), JSON.stringify(body)).toEqual([400, true]);
    }
});

test("no address with a NUL in it is answered, by any endpoint, and none is a mistake of ours", async () => {
  for (const spec of endpoints.filter(({ access }) => access !== "cron"))
    for (const address of [`${addressOf(spec)}?limit=%00`, addressOf(spec).replace("whatever", "%00") + "?q=%00"]) {
      const { status } = await callApi(address, { cookie: ada, method: spec.method, ...(spec.body && { body: {} }) });
      expect(status, `${spec.method} ${address}`).toBe(400);
    }
});

test("a body of nothing but brackets is refused as fast as it is read", async () => {
  const body = `{"amount":${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
  const answer = await callApi(`${api.url}/api/credits/purchase`, { cookie: ada, body });
  expect(answer.status).toBe(400);
});

test("the field is named in which a text does not fit", async () => {
  const body = { image: "ordinary", config: { name: "two\nlines" } };
  const { status, body: refusal } = await callApi(`${api.url}/api/v1/environments`, { cookie: ada, body });
  expect([status, refusal]).toMatchObject([
    400,
    { detail: expect.stringMatching(/^config\.name: A text on one line/) as string },
  ]);
});
