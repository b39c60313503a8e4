import { useTranslation } from "react-i18next";
import { instant } from "~/core/clock";
import { isLanguage, languageFacts, type Language } from "~/core/i18n/languages";
import { decimalOf, nano } from "~/core/money";
import { coinOptions } from "~/core/money-format";

/** `coin`: what is paid, to the smallest coin. `price`: a unit price, up to five decimals. `exact`: every decimal there is. */
export type Precision = "coin" | "price" | "exact";

/** How one language writes money, numbers and time. Strings are isolated, so that they keep their order inside any sentence. */
export type Format = ReturnType<typeof formatOf>;

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(isLanguage(i18n.language) ? i18n.language : "en");
}

const known = new Map<Language, ReturnType<typeof makeFormat>>();

/** The writer of a language; made once, because every Intl formatter costs more than the page around it. */
export function formatOf(language: Language) {
  const found = known.get(language) ?? makeFormat(languageFacts[language].locale);
  known.set(language, found);
  return found;
}

function makeFormat(locale: string) {
  const numbers = cached((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
  const moments = cached((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
  // Accounting months are the Gregorian months of UTC in every language, so their days are named in that calendar too.
  const accounting = cached(
    (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { ...options, timeZone: "UTC" }),
  );
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  // "2h 14m" is what English readers of dashboards expect; other languages have no such short forms and fall back to English ones.
  const unitDisplay = locale.startsWith("en") ? "narrow" : "short";
  const units = { day: 86_400_000, hour: 3_600_000, minute: 60_000 } as const;

  return {
    locale,
    number: (value: number | string, options: Intl.NumberFormatOptions = {}) =>
      numbers(options).format(asDecimal(value)),
    percent: (share: number) => numbers({ style: "percent", maximumFractionDigits: 0 }).format(share),
    /** `amount` is nano. A sum below the smallest coin that is not nothing shows its decimals instead of zero. */
    money: (amount: bigint, currency: string, precision: Precision = "coin") =>
      ltr(numbers(moneyOptions(amount, currency, precision)).format(asDecimal(decimalOf(nano(amount))))),
    /** "this, that and the other" */
    list: (parts: readonly string[]) => lists.format(parts),
    moment: (at: Date, timeZone: string, options: Intl.DateTimeFormatOptions) =>
      moments({ ...options, timeZone }).format(at),
    /** "2026-11" as the month's name. */
    month: (month: string) => accounting({ month: "long", year: "numeric" }).format(instant(`${month}-01`)),
    /** "2026-11-22" as a day. */
    day: (day: string, options: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" }) =>
      accounting(options).format(instant(day)),
    relative: (at: Date, now: Date) => {
      const apart = at.getTime() - now.getTime();
      const unit = Math.abs(apart) >= units.day ? "day" : Math.abs(apart) >= units.hour ? "hour" : "minute";
      return relative.format(Math.trunc(apart / units[unit]), unit);
    },
    /** A stretch of time in its two largest units: "2 h 14 min". */
    duration: (milliseconds: number) => {
      const unit = (value: number, name: string) => numbers({ style: "unit", unit: name, unitDisplay }).format(value);
      const seconds = Math.max(0, Math.floor(milliseconds / 1000));
      const [days, hours, minutes] = [
        Math.floor(seconds / 86_400),
        Math.floor(seconds / 3600) % 24,
        Math.floor(seconds / 60) % 60,
      ];
      if (days > 0) return isolated([unit(days, "day"), hours > 0 && unit(hours, "hour")]);
      if (hours > 0) return isolated([unit(hours, "hour"), minutes > 0 && unit(minutes, "minute")]);
      if (minutes > 0) return isolated([unit(minutes, "minute"), minutes < 10 && unit(seconds % 60, "second")]);
      return isolated([unit(seconds, "second")]);
    },
  };
}

function moneyOptions(amount: bigint, currency: string, precision: Precision): Intl.NumberFormatOptions {
  const coin = coinOptions(amount, currency);
  if (precision === "coin") return coin;
  return { ...coin, maximumFractionDigits: precision === "exact" ? 9 : 5 };
}

/** A decimal number keeps all its digits as a string; Intl reads it without going through a float. */
const asDecimal = (value: number | string) => value as number | `${number}`;

const ltr = (text: string) => `\u2066${text}\u2069`;
const isolated = (parts: (string | false)[]) => `\u2068${parts.filter(Boolean).join(" ")}\u2069`;

function cached<Options extends object, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const made = new Map<string, Made>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = made.get(key) ?? make(options);
    made.set(key, found);
    return found;
  };
}
