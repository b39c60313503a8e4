import { useTranslation } from "react-i18next";
import type { Sentence } from "../shapes";
import { useFormat } from "./format";

/** Writes a refusal or a reason in the reader's language. A code without a sentence says itself rather than nothing. */
export function useSentence(): (sentence: Sentence) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return ({ code, params = {} }) => {
    const key = `refusals.${code}` as "refusals.title";
    // Numbers take the reader's digits; `count` stays a number, because the sentence's plural hangs on it.
    const written = Object.entries(params).map(([name, value]) => [name, name === "count" || typeof value === "string" ? value : format.number(value)]);
    return i18n.exists(key) ? t(key, Object.fromEntries(written)) : t("shell.kit.unexplained", { code });
  };
}
