/**
 * The dashboard's React tree with the data that its loaders give, rendered to a sink as often as the parent asks:
 * `fork(page-bare.ts, [url, cookie])`, then a count in, and seconds of processor time per rendering out.
 */
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createRequestHandler, type EntryContext, type ServerBuild } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { createElement, type ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { translators } from "../app/core/i18n/translators.server";

const [url = "", cookie = ""] = process.argv.slice(2);
const page = `${url}/dashboard`;
const context = await captureContext();

process.on("message", (count: number) => void cpuOf(count).then((seconds) => process.send?.(seconds)));
process.once("disconnect", () => process.exit());

async function cpuOf(count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < count; done++) await render(tree());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / count;
}

const tree = () =>
  createElement(I18nextProvider, { i18n: translators.en }, createElement(RemixServer, { context, url: page }));

function render(element: ReactElement): Promise<void> {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  const stream = renderToPipeableStream(element, { onShellReady: () => stream.pipe(sink) });
  return finished(sink);
}

/** Asks the built loaders once, and takes what the framework would render from. */
async function captureContext(): Promise<EntryContext> {
  const build = (await import(new URL("../build/server/index.js", import.meta.url).href)) as ServerBuild;
  let captured: EntryContext | undefined;
  const capture = (_request: Request, _status: number, _headers: Headers, given: EntryContext) => {
    captured = given;
    return new Response();
  };
  const answer = createRequestHandler({ ...build, entry: { module: { ...build.entry.module, default: capture } } });
  await answer(new Request(page, { headers: { Cookie: cookie } }));
  if (!captured) throw new Error("The dashboard was not rendered: is the cookie a session's?");
  // The data for the browser is no part of the tree.
  captured.serverHandoffStream = undefined;
  return captured;
}
