/** One line of the table: what was promised, what the same thing costs without us, what it costs with us. */
export type Measured = { promise: string; bare: string; ours: string; ratio: string; isHeld: boolean };

/** Prints the table. */
export function printTable(rows: readonly Measured[]): void {
  const head = ["promise", "bare limit", "ours", "ratio", ""];
  const lines = [
    head,
    ...rows.map((row) => [row.promise, row.bare, row.ours, row.ratio, row.isHeld ? "held" : "BROKEN"]),
  ];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const drawn = lines.map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("   ")}`);
  const rule = `  ${"─".repeat(widths.reduce((sum, width) => sum + width + 3, -3))}`;
  console.log(["", drawn[0], rule, ...drawn.slice(1), ""].map((line = "") => line.trimEnd()).join("\n"));
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The value that this share of the numbers does not exceed. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

export const seconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} s`;

/** Of a number of seconds, with three digits that mean something. */
export const milliseconds = (value: number) => `${Number((value * 1000).toPrecision(3))} ms`;
