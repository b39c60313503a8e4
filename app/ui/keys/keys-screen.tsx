import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { isUsable, type ApiKeyItem } from "~/domain/access/api-keys/api-key";
import { LinkButton } from "~/ui/kit/forms/button";
import { EmptyState } from "~/ui/kit/empty-state";
import { Notice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { CopyBox } from "~/ui/kit/forms/copy-box";
import { CallMeter, type CallsOfMinute } from "./call-meter";
import { curlWithKey } from "./curl";
import { KeyTable } from "./key-table";
import { SessionToken, type MintedToken } from "./session-token";

export type KeysScreenProps = {
  keys: ApiKeyItem[];
  calls: CallsOfMinute;
  /** Where programs reach the portal. */
  address: string;
  /** The name of the key that was just revoked. */
  revoked?: string;
  /** A token that was just made: it is shown this once. */
  minted?: MintedToken;
};

/** Everything by which programs act as the member: keys that last, and a token for a quarter of an hour. */
export function KeysScreen({ keys, calls, address, revoked, minted }: KeysScreenProps) {
  const { t } = useTranslation();
  const usable = keys.filter(({ state }) => isUsable(state));
  const ended = keys.filter(({ state }) => !isUsable(state));
  return (
    <>
      <PageHead
        title={t("keys.title")}
        lead={t("keys.lead")}
        actions={
          usable.length > 0 && (
            <LinkButton to={paths.newAccountKey} tone="primary" icon="plus">
              {t("keys.make")}
            </LinkButton>
          )
        }
      />
      <div className="grid gap-6">
        {revoked && (
          <Notice tone="good" title={t("keys.revoked", { name: revoked })}>
            {t("keys.revokedText")}
          </Notice>
        )}
        <KeyTable title={t("keys.usable")} keys={usable} empty={<NoKeys />} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Panel title={t("keys.use")}>
            <p className="mb-4 text-soft">{t("keys.useText")}</p>
            <CopyBox
              label={t("keys.example")}
              text={curlWithKey(address, usable[0]?.scopes ?? [])}
              copyLabel={t("keys.copyExample")}
            />
            <p className="mt-4">
              <a href={paths.docs} className="underline decoration-line underline-offset-4 hover:decoration-accent">
                {t("keys.allOfTheApi")}
              </a>
            </p>
          </Panel>
          <div className="grid gap-6">
            <SessionToken address={address} minted={minted} />
            <CallMeter {...calls} />
          </div>
        </div>
        {ended.length > 0 && <KeyTable title={t("keys.ended")} keys={ended} />}
      </div>
    </>
  );
}

function NoKeys() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("keys.none")}
      action={
        <LinkButton to={paths.newAccountKey} tone="primary" icon="plus">
          {t("keys.make")}
        </LinkButton>
      }
    >
      {t("keys.noneText")}
    </EmptyState>
  );
}
