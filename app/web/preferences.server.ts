import { createCookie } from "@remix-run/node";
import { env } from "~/core/env.server";
import { isLanguage, preferredLanguage, type Language } from "~/core/i18n/languages";

export type Theme = "system" | "light" | "dark";
export type Preferences = { language: Language; theme: Theme };

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const cookie = createCookie("atrium-preferences", { path: "/", sameSite: "lax", httpOnly: true, maxAge: YEAR_SECONDS });

/** How this reader wants to see the portal: what they chose, or what their browser asks for. */
export async function preferencesOf(request: Request): Promise<Preferences> {
  const chosen = asRecord(await cookie.parse(request.headers.get("Cookie")));
  const language = isLanguage(chosen["language"])
    ? chosen["language"]
    : preferredLanguage(request.headers.get("Accept-Language"));
  return { language, theme: isTheme(chosen["theme"]) ? chosen["theme"] : "system" };
}

/** The Set-Cookie header that remembers `changes`; what is not a language or a theme is left as it was. */
export async function rememberPreferences(request: Request, changes: Record<string, unknown>): Promise<string> {
  const now = await preferencesOf(request);
  const language = isLanguage(changes["language"]) ? changes["language"] : now.language;
  const theme = isTheme(changes["theme"]) ? changes["theme"] : now.theme;
  return cookie.serialize({ language, theme }, { secure: env().APP_URL.startsWith("https:") });
}

const isTheme = (value: unknown): value is Theme => value === "system" || value === "light" || value === "dark";

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
