import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "~/db/pool.server";
import { CHAINS, type ChainFault, type ChainHead, type ChainReport } from "./chain";
import { chainHeads, chainPage, findUnchained, lastLineId } from "./chain.queries.server";

const PAGE = 1000;
/** Ids that are looked through at once for lines in none of the chains. */
const IDS = 10_000n;
const BEGINNING = createHash("sha256").digest("hex");

export type Verification = {
  /** Heads that were seen earlier: a log that was written anew with fitting hashes does not fit them. */
  witnesses?: readonly ChainHead[];
  /** Reads what came after the witnesses alone. The last line that was there with them, as {@link ChainReport} has it. */
  after?: string;
  /** Called after each page with the milliseconds that it took: who has time waits as long. */
  pause?: (spentMs: number) => Promise<unknown>;
};

/** Leaves the database alone for half of the time. */
export const restAsLong = (spentMs: number) => wait(Math.max(5, spentMs), undefined, { ref: false });

/**
 * Reads the log, a page at a time, and computes every hash anew: names the first line that was edited, deleted, moved, cut off or slipped
 * in. Reads all of it, or with `after` what is new, from the witnesses' own lines on.
 */
export async function verifyChain(db: Db, verification: Verification = {}): Promise<ChainReport> {
  const { witnesses = [], after } = verification;
  const scope = after === undefined ? "all" : "new";
  // Read first: what is added meanwhile comes after them.
  const [heads, lastLine] = await Promise.all([chainHeads(db), lastLineId(db)]);
  let lines = 0;
  for (let chain = 0; chain < CHAINS; chain++) {
    const marks = [...witnesses, ...heads].filter((head) => head.chain === chain);
    const from = scope === "all" ? 0 : placeOf(witnesses, chain);
    const walked = await walk(db, { chain, marks, from }, verification);
    lines += walked.lines;
    if (walked.fault) return { state: "broken", scope, lines, fault: walked.fault };
  }
  const lineId = await searchUnchained(db, BigInt(after ?? 0), BigInt(lastLine), verification);
  if (lineId) return { state: "broken", scope, lines, fault: { kind: "unchained", lineId } };
  return { state: "whole", scope, lines, heads: heads.filter(({ place }) => place > 0), lastLine };
}

const placeOf = (heads: readonly ChainHead[], chain: number) => heads.find((head) => head.chain === chain)?.place ?? 0;

type Walk = { chain: number; marks: readonly ChainHead[]; from: number };

/**
 * Follows a chain from the line at `from` on, which is checked too, against the one before it. A chain that has no head any more has lost
 * what tells where it ends. Returns how many lines there were after `from`.
 */
async function walk(
  db: Db,
  { chain, marks, from }: Walk,
  { pause }: Verification,
): Promise<{ lines: number; fault?: ChainFault }> {
  const end = Math.max(0, ...marks.map(({ place }) => place));
  const start = Math.max(0, from - 2);
  let last: Link = { place: start, hash: start === 0 ? BEGINNING : undefined };
  const outcome = (fault?: Pick<ChainFault, "kind" | "lineId">) => ({
    lines: Math.max(0, last.place - from),
    ...(fault && { fault: { ...fault, chain, place: last.place + 1 } }),
  });
  for (;;) {
    const began = performance.now();
    const page = await chainPage(db, chain, last.place, PAGE);
    for (const line of page) {
      const fault = faultOf(line, last, marks);
      if (fault) return outcome(fault);
      last = line;
    }
    if (page.length < PAGE) return outcome(last.place < end || marks.length === 0 ? { kind: "missing" } : undefined);
    await pause?.(performance.now() - began);
  }
}

/** A line that was read. What the first one follows was checked when it was new: its hash is not known. */
type Link = { place: number; hash: string | undefined };

function faultOf(
  line: { id: string; place: number; hash: string; text: string },
  last: Link,
  marks: readonly ChainHead[],
): Pick<ChainFault, "kind" | "lineId"> | undefined {
  if (line.place !== last.place + 1) return { kind: "missing" };
  const hash = last.hash === undefined ? line.hash : hashOf(last.hash, line.text);
  const isAsWritten = hash === line.hash && !isDenied(marks, line.place, hash);
  return isAsWritten ? undefined : { kind: "changed", lineId: line.id };
}

/** A line in none of the chains, of those with ids after `after`. A few ids at a time: nothing finds such lines but reading all. */
async function searchUnchained(
  db: Db,
  after: bigint,
  last: bigint,
  { pause }: Verification,
): Promise<string | undefined> {
  for (let from = after; from < last; from += IDS) {
    const began = performance.now();
    const lineId = await findUnchained(db, from, from + IDS);
    if (lineId) return lineId;
    await pause?.(performance.now() - began);
  }
  return undefined;
}

function isDenied(marks: readonly ChainHead[], place: number, hash: string): boolean {
  return marks.some((mark) => mark.place === place && mark.hash !== hash);
}

/** As the database computes it (`chain_activity`), though not by the database. */
function hashOf(before: string, text: string): string {
  return createHash("sha256").update(Buffer.from(before, "hex")).update(text, "utf8").digest("hex");
}
