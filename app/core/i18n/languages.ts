/** The languages that the portal speaks; each has a folder of sentences beside this file. */
export const languages = ["en", "fa"] as const;

export type Language = (typeof languages)[number];

/** How each language calls itself, and which way it is written. */
export const languageFacts = {
  en: { name: "English", direction: "ltr", locale: "en-GB" },
  fa: { name: "فارسی", direction: "rtl", locale: "fa-IR" },
} as const satisfies Record<Language, { name: string; direction: "ltr" | "rtl"; locale: string }>;

/** The same keys as English, with sentences of its own: what a translation must hold to compile. */
export type Sentences<T> = { [K in keyof T]: T[K] extends string ? string : Sentences<T[K]> };

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
