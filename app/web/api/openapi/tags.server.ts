import type { oas31 } from "zod-openapi";
import type { Endpoint } from "~/web/api/endpoint.server";
import type { FamilyName } from "~/web/api/families.server";

const families = {
  platform: { name: "Platform", tells: "Bare answers; refusals are `{error, code?}`." },
  training: { name: "Training", tells: "Bare answers; refusals are `{error, code}`." },
  workspace: {
    name: "Workspace",
    tells: "Answers are `{status, data, timestamp}`; refusals are `{detail, error_code, timestamp}`.",
  },
} as const satisfies Record<FamilyName, { name: string; tells: string }>;

/** Where an endpoint stands in the document: its family, and the first word of its address. */
export function tagOf({ family, path }: Endpoint): string {
  const area = path.split("/")[1] || "service";
  return `${families[family].name}: ${area.replaceAll("-", " ")}`;
}

/** Every tag in use, in the order in which the endpoints are listed. */
export function tagsOf(endpoints: readonly Endpoint[]): oas31.TagObject[] {
  const all = new Map(endpoints.map((spec) => [tagOf(spec), families[spec.family].tells]));
  return [...all].map(([name, description]) => ({ name, description }));
}
