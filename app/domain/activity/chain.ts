/** How many hash chains the log has; the database seeds as many heads. */
export const CHAINS = 32;

/** The end of one chain: how many lines it has, and the last one's hash in hex. */
export type ChainHead = { chain: number; place: number; hash: string };

/**
 * The first line that is not as it was written. `changed`: it, or what it follows, says something else; `missing`: it is not there;
 * `unchained`: it was put there past the chain.
 */
export type ChainFault = { kind: "changed" | "missing" | "unchained"; chain?: number; place?: number; lineId?: string };

/** Whether a check read the whole log, or what was new since the last one that found it whole. Absent in checks of old: they read all. */
export type ChainScope = "all" | "new";

/** `lines`: how many were read, of what was new. `lastLine`: the id of the newest line that was there when the check began. */
export type ChainReport = { scope?: ChainScope; lines: number } & (
  { state: "whole"; heads: ChainHead[]; lastLine?: string } | { state: "broken"; fault: ChainFault }
);

/** A check of the log, and what was found. */
export type ChainCheck = { at: Date; report: ChainReport };
