import type { Language } from "~/core/i18n/languages";

export type Theme = "system" | "light" | "dark";

/** How a member wants to see the portal, as far as they chose. The time zone is an IANA name. */
export type StoredPreferences = { language: Language | null; theme: Theme | null; timeZone: string | null };

export function isTheme(value: unknown): value is Theme {
  return value === "system" || value === "light" || value === "dark";
}
