import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKeyItem } from "~/domain/access/api-keys/api-key";
import { Code } from "~/ui/kit/code";
import { Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import { LastUse } from "./key-table";
import { ScopeWords } from "./scope-words";

/** Which key it is, before something is done to it. */
export function KeyFacts({ apiKey }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-4">
        <Fact name={t("keys.column.key")}>
          <Code>{apiKey.shown}</Code>
        </Fact>
        <Fact name={t("keys.column.may")}>
          <ScopeWords scopes={apiKey.scopes} />
        </Fact>
        <Fact name={t("keys.column.ends")}>
          <Time at={apiKey.expiresAt} as="date" />
        </Fact>
        <Fact name={t("keys.column.used")}>
          <LastUse apiKey={apiKey} />
        </Fact>
      </dl>
    </Panel>
  );
}

/** One thing about a key, under its name. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-soft">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}
