/**
 * Whether an address holds an API key. Addresses end up in logs and histories along the way, so such a request is refused whatever it
 * asks for: its sender learns of the mistake at the first try, not after the leak.
 */
export function isKeyInAddress(url: string): boolean {
  return /atr_live_[0-9a-z]{26}_/.test(url.replaceAll(/%5f/gi, "_"));
}

/** The path as it may be written down: whatever begins like an API key is left out. */
export function withoutKeys(path: string): string {
  return path.replaceAll(/atr(?:_|%5f)live(?:_|%5f)[^/]*/gi, "[key]");
}
