import { firstLoad } from "../scripts/check/sizes";
import { ensureBuild } from "../scripts/demo/ensure-build";
import type { Measured } from "./promise";

const LIMIT = 150_000;

/** The JavaScript that a browser loads for the dashboard, compressed as it travels. */
export async function sizePromise(): Promise<Measured> {
  await ensureBuild();
  const { js } = firstLoad("/dashboard");
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return {
    promise: "first-load JavaScript of the dashboard ≤ 150 kB gzip",
    bare: kilobytes(LIMIT),
    ours: kilobytes(js),
    ratio: `${(js / LIMIT).toFixed(2)} ×`,
    isHeld: js <= LIMIT,
  };
}
