import type { i18n } from "i18next";
import { useTranslation } from "react-i18next";
import type { Action } from "~/domain/activity/action";
import type { ActivityLine, Somebody } from "~/domain/activity/activity-line";
import { parseDecimal } from "~/core/money";
import { useFormat, type Format } from "~/ui/kit/format";

type Key = "activity.did.member_join";

/** Says in the reader's language what a line of the log tells, and who is who in it. */
export function useActivityWords() {
  const { i18n } = useTranslation();
  return activityWords(i18n, useFormat());
}

/** The same for whoever has a translator and no page. */
export function activityWords({ t, exists }: Pick<i18n, "t" | "exists">, format: Format) {
  const nameOf = (somebody: Somebody | undefined): string => {
    if (somebody?.is === "reader") return t("activity.you");
    if (somebody?.is === "portal") return t("activity.portal");
    return isolated(somebody?.name ?? somebody?.id ?? t("activity.another"));
  };
  const sentence = (line: ActivityLine): string => {
    const name = `activity.did.${line.action.replace(".", "_")}`;
    const byReader = line.actor.is === "reader" && `${name}_you`;
    const key = [`${name}_${line.outcome}`, byReader, name].find((one) => one && exists(one));
    const replace = {
      who: nameOf(line.actor),
      whom: nameOf(line.subject),
      thing: thingIn(line),
      amount: amountIn(line, format),
      version: numberIn(line, format),
      action: isolated(line.action),
    };
    return t((key || "activity.did.unknown") as Key, { replace: replace as unknown as Record<"who", string> });
  };
  return { nameOf, sentence };
}

/** The key of an action's short name, for lists to choose from. */
export function eventKey(action: Action): "activity.event.member_join" {
  return `activity.event.${action.replace(".", "_")}` as "activity.event.member_join";
}

/** What it was done to, by the name that it has today, with the size that it was started at. */
function thingIn({ target, after }: ActivityLine): string {
  const size = after?.["size"];
  const name = isolated(target.name ?? target.id);
  return typeof size === "string" ? `${name} (${isolated(size)})` : name;
}

function amountIn({ after }: ActivityLine, format: Format): string {
  const [amount, currency] = [after?.["amount"], after?.["currency"]];
  const sum = typeof amount === "string" ? parseDecimal(amount) : undefined;
  return sum === undefined || typeof currency !== "string" ? "–" : format.money(sum, currency);
}

function numberIn({ after }: ActivityLine, format: Format): string {
  const version = after?.["version"];
  return typeof version === "number" ? format.number(version) : "–";
}

/** Names keep their own direction inside any sentence. */
const isolated = (text: string) => `\u2068${text}\u2069`;
