import { createCookie } from "@remix-run/node";
import { env } from "~/core/env.server";
import { isLanguage, type Language } from "~/core/i18n/languages";
import { timeZoneNamed } from "~/core/time-zone";
import { isTheme, type StoredPreferences, type Theme } from "~/domain/identity/members/preferences";
import { storePreferences } from "~/domain/identity/members/store-preferences.server";
import { findVisit } from "~/web/session/viewer.server";
import { preferredLanguage } from "./preferred-language.server";

/** Without a time zone it is the browser's own. */
export type Preferences = { language: Language; theme: Theme; timeZone?: string };

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const cookie = createCookie("atrium-preferences", { path: "/", sameSite: "lax", httpOnly: true, maxAge: YEAR_SECONDS });

/**
 * How this reader wants to see the portal: what the member chose, in whichever browser; else what was chosen in this one; else what the
 * browser asks for. Whoever cannot be asked, or is kept out, is still spoken to.
 */
export async function preferencesOf(request: Request): Promise<Preferences> {
  const visit = await findVisit(request).catch(() => undefined);
  const chosen = merged(await kept(request), visit?.preferences);
  return {
    language: chosen.language ?? preferredLanguage(request),
    theme: chosen.theme ?? "system",
    ...(chosen.timeZone && { timeZone: chosen.timeZone }),
  };
}

/**
 * Keeps `changes` for the member, and in this browser by the Set-Cookie header that is returned. What is no language, theme or time zone
 * is left as it was; an empty time zone is the browser's own again.
 */
export async function rememberPreferences(request: Request, changes: Record<string, unknown>): Promise<string> {
  const visit = await findVisit(request).catch(() => undefined);
  const chosen = chosenIn(changes);
  if (visit) await storePreferences(visit, chosen);
  return written({ ...merged(await kept(request), visit?.preferences), ...chosen });
}

/** The Set-Cookie header with which a browser keeps what the member who signs in has chosen elsewhere. */
export async function bringPreferences(request: Request, stored: StoredPreferences): Promise<string> {
  return written(merged(await kept(request), stored));
}

async function kept(request: Request): Promise<StoredPreferences> {
  const given = asRecord(await cookie.parse(request.headers.get("Cookie")));
  return { ...nothing, ...chosenIn(given) };
}

const nothing: StoredPreferences = { language: null, theme: null, timeZone: null };

function chosenIn({ language, theme, timeZone }: Record<string, unknown>): Partial<StoredPreferences> {
  const zone = timeZone === "" ? null : timeZoneNamed(timeZone);
  return {
    ...(isLanguage(language) && { language }),
    ...(isTheme(theme) && { theme }),
    ...(zone !== undefined && { timeZone: zone }),
  };
}

/** The member's own choices go before the browser's. */
function merged(browser: StoredPreferences, member: StoredPreferences = nothing): StoredPreferences {
  return {
    language: member.language ?? browser.language,
    theme: member.theme ?? browser.theme,
    timeZone: member.timeZone ?? browser.timeZone,
  };
}

function written(preferences: StoredPreferences): Promise<string> {
  return cookie.serialize(preferences, { secure: env().APP_URL.startsWith("https:") });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
