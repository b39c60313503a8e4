/** Every time zone that can be chosen, by its IANA name. */
export const timeZones: readonly string[] = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])].sort();

/** The time zone as the list above names it, also when it is given by another of its names; undefined for what is none. */
export function timeZoneNamed(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^[A-Za-z][\w+/-]{1,63}$/.test(value)) return undefined;
  const name = resolved(value);
  return name && timeZones.includes(name) ? name : undefined;
}

function resolved(value: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
