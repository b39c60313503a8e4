const waiting = new Set<() => void>();

/** Says to the consumers of this process that there are new facts; those of other processes look by themselves. */
export function wakeConsumers(): void {
  for (const wake of waiting) wake();
}

/** Resolves with the next {@link wakeConsumers}, after `ms`, or when `signal` aborts, whichever comes first. */
export function untilWoken(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, ms).unref();
    waiting.add(wake);
    signal.addEventListener("abort", wake);
    function wake(): void {
      clearTimeout(timer);
      waiting.delete(wake);
      signal.removeEventListener("abort", wake);
      resolve();
    }
  });
}
