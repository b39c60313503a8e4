import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { isUsable, type ApiKeyItem } from "~/domain/access/api-keys/api-key";
import type { Scope } from "~/domain/access/scope";
import { BackLink } from "~/ui/kit/back-link";
import { useBeginAtTop } from "~/ui/kit/live/begin-at-top";
import { LinkButton } from "~/ui/kit/forms/button";
import { Notice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import { CopyBox } from "~/ui/kit/forms/copy-box";
import { curlWithKey } from "./curl";
import { Fact } from "./key-facts";
import { ScopeWords } from "./scope-words";

export type IssuedKeyScreenProps = {
  issued: { name: string; text: string; scopes: Scope[]; expiresAt: Date };
  /** The key whose place it takes. */
  replaces?: ApiKeyItem;
  address: string;
};

/** The one time that a key is shown. It came with the answer to the form: no address leads here again. */
export function IssuedKeyScreen({ issued, replaces, address }: IssuedKeyScreenProps) {
  const { t } = useTranslation();
  useBeginAtTop();
  return (
    <>
      <PageHead back={<BackLink to={paths.accountKeys}>{t("keys.title")}</BackLink>} title={<bdi>{issued.name}</bdi>} />
      <div className="grid max-w-3xl gap-6">
        <Notice tone="good" title={t("keys.issued")} urgent>
          {t("keys.issuedText")}
        </Notice>
        {replaces && <OldKey old={replaces} />}
        <Panel>
          <div className="grid gap-5">
            <CopyBox label={t("keys.yourKey")} text={issued.text} copyLabel={t("keys.copyKey")} />
            <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
              <Fact name={t("keys.column.may")}>
                <ScopeWords scopes={issued.scopes} />
              </Fact>
              <Fact name={t("keys.column.ends")}>
                <Time at={issued.expiresAt} as="date" />
              </Fact>
            </dl>
            <CopyBox
              label={t("keys.example")}
              text={curlWithKey(address, issued.scopes)}
              copyLabel={t("keys.copyExample")}
            />
            <p className="text-sm text-faint">{t("keys.exampleHint")}</p>
          </div>
        </Panel>
        <div>
          <LinkButton to={paths.accountKeys}>{t("keys.kept")}</LinkButton>
        </div>
      </div>
    </>
  );
}

function OldKey({ old }: { old: ApiKeyItem }) {
  const { t } = useTranslation();
  if (!isUsable(old.state)) return <Notice title={t("keys.oldEnded")} />;
  return (
    <Notice
      title={
        <>
          {t("keys.oldUntil")} <Time at={old.expiresAt} />
        </>
      }
    >
      {t("keys.oldUntilText")}
    </Notice>
  );
}
