import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { isUsable, type ApiKeyItem } from "~/domain/access/api-keys/api-key";
import { BackLink } from "~/ui/kit/back-link";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { Notice } from "~/ui/kit/notice";
import { PageHead } from "~/ui/kit/panel";
import { RelativeTime } from "~/ui/kit/time";
import { KeyFacts } from "./key-facts";

/** Asks once more: what uses the key stops at once, and there is no way back. */
export function RevokeKeyScreen({ apiKey }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        back={<BackLink to={paths.accountKeys}>{t("keys.title")}</BackLink>}
        title={t("keys.revokeNamed", { name: apiKey.name })}
        lead={t("keys.revokeLead")}
      />
      <div className="grid max-w-3xl gap-6">
        <KeyFacts apiKey={apiKey} />
        {isUsable(apiKey.state) ? <Confirmation apiKey={apiKey} /> : <Notice title={t("keys.alreadyEnded")} />}
      </div>
    </>
  );
}

function Confirmation({ apiKey: { id, lastUsedAt } }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  return (
    <>
      {lastUsedAt && (
        <Notice
          tone="warning"
          title={
            <>
              {t("keys.stillUsed")} <RelativeTime at={lastUsedAt} />
            </>
          }
        >
          {t("keys.stillUsedText")}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <ActionButton action={paths.revokeAccountKey(id)} tone="danger" busy={t("keys.revoking")}>
          {t("keys.revokeIt")}
        </ActionButton>
        <LinkButton to={paths.accountKeys} tone="plain">
          {t("keys.keepIt")}
        </LinkButton>
      </div>
    </>
  );
}
