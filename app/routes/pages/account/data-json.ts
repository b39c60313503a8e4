import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportJson } from "~/domain/account/export-json.server";
import { recordExport } from "~/domain/account/record-export.server";
import { download } from "~/web/download.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function loader(asked: LoaderFunctionArgs) {
  const viewer = await requireInPerson(asked.request);
  await recordExport(viewer, "everything");
  return download(asked, { name: "atrium-my-data.json", type: "application/json" }, exportJson(viewer.userId));
}
