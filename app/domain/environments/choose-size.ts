import type { Size } from "~/domain/workloads/workload";

/**
 * The size that is meant: the one of this id or short name, or, where nothing is said, the one that was had last while it is on offer, or
 * else the smallest. Undefined when there is none.
 */
export function chooseSize<S extends Size>(
  onOffer: readonly S[],
  wanted: string | undefined,
  last: Size | undefined,
): S | undefined {
  if (wanted !== undefined) return onOffer.find(({ id, slug }) => id === wanted || slug === wanted);
  const [smallest] = onOffer.toSorted(
    (a, b) => a.gpus - b.gpus || a.cpuMilli - b.cpuMilli || a.memoryMib - b.memoryMib,
  );
  return onOffer.find(({ id }) => id === last?.id) ?? smallest;
}
