import { instant } from "~/core/clock";
import { nano } from "~/core/money";
import type { Meter } from "./meter";
import { pricePerUnit, type Price } from "./price-book";

const prices: Readonly<Record<Meter, Price>> = {
  cpu_hours: pricePerUnit("cpu_hours", nano(40_000_000n)),
  memory_gb_hours: pricePerUnit("memory_gb_hours", nano(5_000_000n)),
  gpu_hours: pricePerUnit("gpu_hours", nano(1_200_000_000n)),
};

/**
 * What an installation begins with, in euros: 0.04 a core-hour, 0.005 a GiB-hour, 1.20 a GPU-hour. It holds from before anything was
 * ever used, so that every instant has a price; an admin publishes the next version.
 */
export const firstPriceBook = {
  validFrom: instant("2020-01-01T00:00:00Z"),
  prices,
} as const;
