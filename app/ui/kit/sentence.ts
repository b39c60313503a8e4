import { useTranslation } from "react-i18next";
import { withMoneyWritten } from "~/core/money-format";
import type { Sentence } from "~/ui/view-models";
import { useFormat } from "./format";

/** Writes a refusal or a reason in the reader's language. A code without a sentence says itself rather than nothing. */
export function useSentence(): (sentence: Sentence) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return ({ code, params = {} }) => {
    const key = `refusals.${code}` as "refusals.pageNotFound";
    if (!i18n.exists(key)) return t("shell.kit.unexplained", { code });
    const filled = withMoneyWritten(params, (amount, currency) => format.money(amount, currency));
    const written = Object.entries(filled).map(([name, value]) => [
      name,
      typeof value === "number" ? format.number(value) : value,
    ]);
    return t(key, {
      replace: Object.fromEntries(written) as Record<string, string>,
      count: Number(params["count"] ?? 1),
    });
  };
}
