import { useTranslation } from "react-i18next";
import type { Scope } from "~/domain/access/scope";
import { useFormat } from "~/ui/kit/format";

/** What a key may do, in as few words as say it: what it sees, what it changes. */
export function ScopeWords({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const thingsOf = (verbs: readonly string[]) => {
    const areas = scopes
      .filter((scope) => verbs.includes(verbOf(scope)))
      .map((scope) => t(`keys.area.${areaOf(scope)}`));
    return areas.length > 0 ? format.list(areas) : undefined;
  };
  const seen = thingsOf(["read", "all"]);
  const changed = thingsOf(["write", "all"]);
  return (
    <ul className="grid gap-0.5">
      {seen && <li>{t("keys.sees", { things: seen })}</li>}
      {changed && <li>{t("keys.changes", { things: changed })}</li>}
      {scopes.includes("admin") && <li className="font-medium">{t("keys.administers")}</li>}
    </ul>
  );
}

type Area = "profile" | "usage" | "billing" | "environments" | "files" | "variables" | "training" | "notifications";

const areaOf = (scope: Scope) => scope.split(":")[0] as Area;

/** A scope without a verb means all of its area; administration is no area of the member's. */
const verbOf = (scope: Scope) => (scope === "admin" ? "administer" : (scope.split(":")[1] ?? "all"));
