import { expect, test } from "vitest";
import type { Size } from "~/domain/workloads/workload";
import { chooseSize } from "./choose-size";

const size = (slug: string, cpuMilli: number, gpus = 0): Size => ({
  id: `size_${slug}`,
  slug,
  name: slug,
  cpuMilli,
  memoryMib: 2048,
  gpus,
});
const [small, large, gpu] = [size("small", 1000), size("large", 8000), size("gpu", 500, 1)];
const onOffer = [gpu, large, small];

test("a size is meant by its id or its short name, and nothing else is taken for it", () => {
  expect(chooseSize(onOffer, "large", small)).toBe(large);
  expect(chooseSize(onOffer, "size_large", small)).toBe(large);
  expect(chooseSize(onOffer, "Large", small)).toBeUndefined();
  expect(chooseSize(onOffer, "", small)).toBeUndefined();
});

test("without a word it is the last one while it is on offer, or else the smallest", () => {
  expect(chooseSize(onOffer, undefined, large)).toBe(large);
  expect(chooseSize(onOffer, undefined, size("retired", 1))).toBe(small);
  expect(chooseSize(onOffer, undefined, undefined)).toBe(small);
  expect(chooseSize([], undefined, large)).toBeUndefined();
});
