/** How many hash chains the log has; the database seeds as many heads. */
export const CHAINS = 32;

/** The end of one chain: how many lines it has, and the last one's hash in hex. */
export type ChainHead = { chain: number; place: number; hash: string };

/**
 * The first line that is not as it was written. `changed`: it, or what it follows, says something else; `missing`: it is not there;
 * `unchained`: it was put there past the chain.
 */
export type ChainFault = { kind: "changed" | "missing" | "unchained"; chain?: number; place?: number; lineId?: string };

export type ChainReport =
  { state: "whole"; lines: number; heads: ChainHead[] } | { state: "broken"; lines: number; fault: ChainFault };

/** The last time that the whole log was checked, and what was found. */
export type ChainCheck = { at: Date; report: ChainReport };
