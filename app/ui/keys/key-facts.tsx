import { useTranslation } from "react-i18next";
import type { ApiKeyItem } from "~/domain/access/api-key";
import { Code } from "../kit/code";
import { Figure, Figures, Panel } from "../kit/panel";
import { Time } from "../kit/time";
import { LastUse } from "./key-table";
import { ScopeWords } from "./scope-words";

/** Which key it is, before something is done to it. */
export function KeyFacts({ apiKey }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <Figures>
        <Figure isSmall label={t("keys.column.key")}>
          <Code>{apiKey.shown}</Code>
        </Figure>
        <Figure isSmall label={t("keys.column.may")}>
          <span className="text-sm font-normal">
            <ScopeWords scopes={apiKey.scopes} />
          </span>
        </Figure>
        <Figure isSmall label={t("keys.column.ends")}>
          <Time at={apiKey.expiresAt} as="date" />
        </Figure>
        <Figure isSmall label={t("keys.column.used")}>
          <LastUse apiKey={apiKey} />
        </Figure>
      </Figures>
    </Panel>
  );
}
