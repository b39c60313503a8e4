import { createHash } from "node:crypto";
import type { Db } from "~/db/pool.server";
import { CHAINS, type ChainFault, type ChainHead, type ChainReport } from "./chain";
import { chainHeads, chainPage, findUnchained } from "./chain.queries.server";

const PAGE = 1000;
const BEGINNING = createHash("sha256").digest("hex");

/**
 * Reads the whole log, a page at a time, and computes every hash anew: names the first line that was edited, deleted, moved, cut off or
 * slipped in. `witnesses` are heads that were seen earlier: a log that was written anew with fitting hashes does not fit them.
 */
export async function verifyChain(db: Db, witnesses: readonly ChainHead[] = []): Promise<ChainReport> {
  // Read first: what is added meanwhile comes after them.
  const heads = await chainHeads(db);
  let lines = 0;
  for (let chain = 0; chain < CHAINS; chain++) {
    const marks = [...witnesses, ...heads].filter((head) => head.chain === chain);
    const walked = await walk(db, chain, marks);
    lines += walked.lines;
    if (walked.fault) return { state: "broken", lines, fault: walked.fault };
  }
  const lineId = await findUnchained(db);
  if (lineId) return { state: "broken", lines, fault: { kind: "unchained", lineId } };
  return { state: "whole", lines, heads: heads.filter(({ place }) => place > 0) };
}

/** A chain that has no head any more has lost what tells where it ends. */
async function walk(
  db: Db,
  chain: number,
  marks: readonly ChainHead[],
): Promise<{ lines: number; fault?: ChainFault }> {
  const end = Math.max(0, ...marks.map(({ place }) => place));
  let last = { place: 0, hash: BEGINNING };
  const broken = (kind: ChainFault["kind"], lineId?: string) => ({
    lines: last.place,
    fault: { kind, chain, place: last.place + 1, ...(lineId && { lineId }) },
  });
  for (;;) {
    const page = await chainPage(db, chain, last.place, PAGE);
    for (const line of page) {
      if (line.place !== last.place + 1) return broken("missing");
      const hash = hashOf(last.hash, line.text);
      if (hash !== line.hash || isDenied(marks, line.place, hash)) return broken("changed", line.id);
      last = { place: line.place, hash };
    }
    if (page.length < PAGE) return last.place < end || marks.length === 0 ? broken("missing") : { lines: last.place };
  }
}

function isDenied(marks: readonly ChainHead[], place: number, hash: string): boolean {
  return marks.some((mark) => mark.place === place && mark.hash !== hash);
}

/** As the database computes it (`chain_activity`), though not by the database. */
function hashOf(before: string, text: string): string {
  return createHash("sha256").update(Buffer.from(before, "hex")).update(text, "utf8").digest("hex");
}
