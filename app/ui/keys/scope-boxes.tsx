import { useTranslation } from "react-i18next";
import { grantableScopes, type ServedScope } from "~/domain/access/scope";
import { Checkbox } from "~/ui/kit/forms/checkbox";
import { Panel } from "~/ui/kit/panel";

/** What belongs together, in the order in which one thinks of it. */
const groups = [
  { name: "me", scopes: ["profile:read", "usage:read"] },
  { name: "money", scopes: ["billing:read", "billing:write"] },
  { name: "environments", scopes: ["environments:read", "environments:write"] },
  { name: "platform", scopes: ["admin"] },
] as const satisfies readonly { name: string; scopes: readonly ServedScope[] }[];

const words = {
  "profile:read": "profileRead",
  "usage:read": "usageRead",
  "billing:read": "billingRead",
  "billing:write": "billingWrite",
  "environments:read": "environmentsRead",
  "environments:write": "environmentsWrite",
  admin: "admin",
} as const satisfies Record<ServedScope, string>;

/** A box per scope that the member can grant, with what follows from ticking it. */
export function ScopeBoxes({ isAdmin, ticked }: { isAdmin: boolean; ticked: readonly string[] }) {
  const { t } = useTranslation();
  const grantable = grantableScopes(isAdmin);
  const offered = groups.filter(({ scopes }) => scopes.some((scope) => grantable.includes(scope)));
  return (
    <Panel>
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {offered.map(({ name, scopes }) => (
          <fieldset key={name}>
            <legend className="mb-3 font-semibold">{t(`keys.group.${name}`)}</legend>
            <div className="grid gap-4">
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  name={scope}
                  label={t(`keys.scope.${words[scope]}`)}
                  hint={t(`keys.scopeText.${words[scope]}`)}
                  defaultChecked={ticked.includes(scope)}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}
