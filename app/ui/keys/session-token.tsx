import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton } from "~/ui/kit/forms/button";
import { Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import { CopyBox } from "~/ui/kit/forms/copy-box";
import { curlWithToken } from "./curl";

export type MintedToken = { token: string; expiresAt: Date };

/** A token for a quick try, which needs no key and ends by itself. */
export function SessionToken({ address, minted }: { address: string; minted?: MintedToken }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("keys.token")}>
      <p className="mb-4 text-soft">{t("keys.tokenText")}</p>
      {minted && (
        <div role="status" className="mb-4 grid gap-4">
          <CopyBox label={t("keys.tokenOnce")} text={minted.token} copyLabel={t("keys.copyToken")} />
          <p className="text-sm text-soft">
            {t("keys.tokenUntil")} <Time at={minted.expiresAt} as="clock" />
          </p>
          <CopyBox label={t("keys.example")} text={curlWithToken(address)} copyLabel={t("keys.copyExample")} />
        </div>
      )}
      <ActionButton action={paths.accountKeys} busy={t("keys.minting")}>
        {t(minted ? "keys.mintAnother" : "keys.mint")}
      </ActionButton>
    </Panel>
  );
}
