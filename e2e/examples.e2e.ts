import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "playwright/test";
import { cast } from "../app/testing/cast";
import { freePort } from "../scripts/stack/ports";
import { pythonWith } from "../scripts/stack/python-packages";
import { apiKeyOf } from "./api-key";
import { Browser, startWorld, type World } from "./portal-process";

const run = promisify(execFile);
const atHome = "http://localhost:8000";

let world: World;
let api: string;
let key: string;
let served: Record<string, object>;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const port = await freePort();
  world = await startWorld({ API_PORT: String(port), CALLS_PER_MINUTE: "1000" });
  api = `http://localhost:${port}`;
  key = await apiKeyOf(world.alice, [
    "profile:read",
    "usage:read",
    "billing:read",
    "billing:write",
    "environments:read",
    "environments:write",
  ]);
  served = ((await (await fetch(`${api}/openapi.json`)).json()) as { paths: typeof served }).paths;
});

test.afterAll(() => world.stop());

type Example = { title: string; language: string; code: string };

/** The examples of docs/api.md that are to be run, each named by the heading over it. */
function examples(): Example[] {
  let heading = "";
  const blocks = /^## (.+)$|^```(bash|python|typescript)\n([\s\S]*?)^```$/gm;
  return [...readFileSync("docs/api.md", "utf8").matchAll(blocks)].flatMap(([, title, language = "", code = ""]) => {
    heading = title ?? heading;
    return title === undefined ? [{ title: heading, language, code }] : [];
  });
}

for (const [index, { title, language, code }] of examples().entries())
  test(`docs/api.md, “${title}” in ${language} (${index + 1}) does what it says`, async ({}, { outputDir }) => {
    mkdirSync(outputDir, { recursive: true });
    const { CRON_SECRET } = world.settings;
    const env = { ...process.env, ATRIUM_URL: world.portal.url, ATRIUM_KEY: key, CRON_SECRET };
    const { stdout } = await run(...(await commandOf(language, code, outputDir)), { cwd: outputDir, env });
    expect(stdout.trim()).toMatch(/\S/);
  });

test("docs/api.md has examples in each language", () => {
  expect(new Set(examples().map(({ language }) => language))).toEqual(new Set(["bash", "python", "typescript"]));
});

async function commandOf(language: string, code: string, folder: string): Promise<[string, string[]]> {
  if (language === "bash") return ["bash", ["-euo", "pipefail", "-c", code]];
  if (language === "python") return [await python(), ["-c", code]];
  const file = join(folder, "example.ts");
  writeFileSync(file, code.replace("@atrium/client", resolve("clients/typescript/src/atrium-client.ts")));
  return [process.execPath, ["--no-warnings", file]];
}

async function python(): Promise<string> {
  const found = await pythonWith(["httpx==0.28.1"], {
    mayInstall: process.env["CI"] === "true" || process.env["HTTPX"] === "install",
    unless: "CI=true or HTTPX=install",
  });
  test.skip("reason" in found, "reason" in found ? `no Python with httpx: ${found.reason}` : "");
  return "python" in found ? found.python : "";
}

/** An old client's file as it was written; its base URL alone is another. */
const oldClient = (name: string) => readFileSync(`e2e/examples/${name}`, "utf8").replaceAll(atHome, api);

type Answer = { status?: string; data?: Record<string, unknown>; error_code?: string };

/** What an old client's calls answer: an environment made, who they are, perhaps a file uploaded. What is not built yet is absent. */
function expectAnswers([created, me, uploaded]: (Answer | undefined)[], email: string): void {
  expect(created).toMatchObject("/environments" in served ? { status: "created" } : { error_code: "NOT_FOUND" });
  expect(me).toMatchObject({ status: "success", data: { email } });
  if (!uploaded) return;
  if ("/user-files/upload" in served) expect(uploaded).toMatchObject({ status: "success" });
  else expect(uploaded).toMatchObject({ error_code: "NOT_FOUND" });
}

async function signedIn(person: { subject: string }): Promise<Browser> {
  const member = await new Browser(world.portal.url).signInAs(person);
  await expect.poll(async () => (await member.ask("/dashboard")).status, { timeout: 30_000 }).toBe(200);
  return member;
}

test("an old client in curl, with its cookie file, goes on working", async ({}, { outputDir }) => {
  const bob = await signedIn(cast.bob);
  mkdirSync(outputDir, { recursive: true });
  const lines = [...bob.cookies].map(([name, value]) =>
    ["localhost", "FALSE", "/", "FALSE", "0", name, value].join("\t"),
  );
  writeFileSync(join(outputDir, "cookies.txt"), `# Netscape HTTP Cookie File\n${lines.join("\n")}\n`);
  writeFileSync(join(outputDir, "myfile.csv"), "a,b\n1,2\n");
  const { stdout } = await run("bash", ["-c", oldClient("seed-curl.sh")], { cwd: outputDir });
  const answers = stdout.split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text) as Answer);
  expectAnswers(answers, cast.bob.email);
});

test("an old client in a browser goes on working", async ({ browser }) => {
  const charlie = await signedIn(cast.charlie);
  // The code is put into a page of the portal's, whose policy allows no such thing, and calls the API at its own port.
  const context = await browser.newContext({ bypassCSP: true });
  await context.addCookies([...charlie.cookies].map(([name, value]) => ({ name, value, url: world.portal.url })));
  const page = await context.newPage();
  await page.goto(`${world.portal.url}/sign-in`);
  await page.addScriptTag({ content: oldClient("seed-fetch.ts.txt") });
  const [created, me] = await page.evaluate<Answer[]>(
    "(async () => [await createEnvironment(), await getUserInfo()])()",
  );
  expectAnswers([created, me], cast.charlie.email);
  await context.close();
});

test("an old client in Python goes on working", async ({}, { outputDir }) => {
  const executable = await python();
  mkdirSync(outputDir, { recursive: true });
  writeFileSync(join(outputDir, "data.csv"), "a,b\n1,2\n");
  writeFileSync(join(outputDir, "client.py"), oldClient("seed-httpx.py"));
  // The file makes its client without a cookie; a browser's is put where its author kept it.
  const cookies = JSON.stringify(Object.fromEntries(world.alice.cookies));
  const before = `import functools, json, httpx\nhttpx.Client = functools.partial(httpx.Client, cookies=json.loads(${JSON.stringify(cookies)}))`;
  const printing = `import builtins\nbuiltins.print = lambda value: __import__("sys").stdout.write(json.dumps(value) + "\\n")`;
  const { stdout } = await run(executable, ["-c", `${before}\n${printing}\nexec(open("client.py").read())`], {
    cwd: outputDir,
  });
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
  expectAnswers(answers, cast.alice.email);
});
