type Undo = () => Promise<unknown> | void;

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** What the demo brings up, told line by line with its time, and taken down again in the opposite order. */
export class Steps {
  private readonly began = performance.now();
  private readonly undos: { name: string; undo: Undo }[] = [];

  /** Does one step and tells how long it took; `note` says in a word how it came out. */
  async run<T>(
    name: string,
    work: (progress: (text: string) => void) => Promise<T>,
    note?: (result: T) => string,
  ): Promise<T> {
    const began = performance.now();
    const result = await work((text) => process.stdout.write(`  … ${name}: ${text}\n`));
    const said = note?.(result);
    process.stdout.write(
      `  ✓ ${name.padEnd(22)} ${seconds(performance.now() - began).padStart(7)}${said ? `   ${said}` : ""}\n`,
    );
    return result;
  }

  onStop(name: string, undo: Undo): void {
    this.undos.unshift({ name, undo });
  }

  async undo(): Promise<void> {
    for (const { name, undo } of this.undos.splice(0))
      await Promise.resolve(undo()).catch((error: unknown) =>
        process.stderr.write(`  ${name} did not stop cleanly: ${String(error)}\n`),
      );
  }

  total(): string {
    return seconds(performance.now() - this.began);
  }

  /** A failure in one sentence that says what to do. */
  explain(error: unknown): string {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      const code = "code" in cause ? cause.code : undefined;
      if (code === "ENOSPC")
        return "  The disk is full: free some space (about 1 GB is needed), or point ATRIUM_DATA at another disk, and start again.";
      if (code === "EACCES" || code === "EROFS")
        return `  ${cause.message}\n  This folder cannot be written: point ATRIUM_DATA at one that can.`;
    }
    return `  ${error instanceof Error ? error.message : String(error)}`;
  }
}
