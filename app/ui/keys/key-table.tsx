import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { isReplaceable, isUsable, type ApiKeyItem } from "~/domain/access/api-keys/api-key";
import { LinkButton } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { Panel } from "~/ui/kit/panel";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { RelativeTime, Time } from "~/ui/kit/time";
import { KeyState } from "./key-state";
import { ScopeWords } from "./scope-words";

/** Keys, what each may do, how long, and when and from where it was last used. */
export function KeyTable({ title, keys, empty }: { title: string; keys: ApiKeyItem[]; empty?: ReactNode }) {
  return (
    <Panel title={title} flush>
      <Table
        caption={title}
        columns={useColumns(keys.some(({ state }) => isUsable(state)))}
        rows={keys}
        keyOf={(key) => key.id}
        empty={empty}
      />
    </Panel>
  );
}

function useColumns(withActions: boolean): Column<ApiKeyItem>[] {
  const { t } = useTranslation();
  return [
    { head: t("keys.column.key"), isName: true, cell: (key) => <KeyName apiKey={key} /> },
    { head: t("keys.column.may"), cell: ({ scopes }) => <ScopeWords scopes={scopes} /> },
    { head: t("keys.column.ends"), cell: (key) => <End apiKey={key} /> },
    { head: t("keys.column.used"), cell: (key) => <LastUse apiKey={key} /> },
    ...(withActions
      ? [{ head: t("keys.column.actions"), isActions: true, cell: (key: ApiKeyItem) => <Actions apiKey={key} /> }]
      : []),
  ];
}

function KeyName({ apiKey: { name, shown, state } }: { apiKey: ApiKeyItem }) {
  return (
    <span className="grid justify-items-start gap-1">
      <span className="inline-flex flex-wrap items-center gap-2">
        <bdi>{name}</bdi>
        <KeyState state={state} />
      </span>
      <span className="font-normal text-faint">
        <Code>{shown}</Code>
      </span>
    </span>
  );
}

/** When it ends or did, and since when it is; soon is said in days, because dates do not alarm. */
function End({ apiKey: { createdAt, expiresAt, revokedAt, state } }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  const isSoon = state === "expiring" || state === "retiring";
  return (
    <span className="grid gap-0.5 cards:justify-items-end">
      <Time at={revokedAt ?? expiresAt} as="date" />
      {isSoon && (
        <span className="text-xs font-medium text-warn">
          <RelativeTime at={expiresAt} />
        </span>
      )}
      <span className="text-xs whitespace-nowrap text-faint">
        {t("keys.column.created")} <Time at={createdAt} as="date" />
      </span>
    </span>
  );
}

/** When and from where. Nothing noted is said in words: a key that nobody uses can go. */
export function LastUse({ apiKey: { lastUsedAt, lastUsedFrom, state } }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  if (!lastUsedAt) return isUsable(state) ? <span className="text-faint">{t("keys.neverUsed")}</span> : <Nothing />;
  return (
    <span className="grid gap-0.5 cards:justify-items-end">
      <RelativeTime at={lastUsedAt} />
      {lastUsedFrom && (
        <span className="text-faint">
          <Code>{lastUsedFrom}</Code>
        </span>
      )}
    </span>
  );
}

function Actions({ apiKey: { id, name, state } }: { apiKey: ApiKeyItem }) {
  const { t } = useTranslation();
  if (!isUsable(state)) return null;
  return (
    <span className="inline-flex gap-2">
      {isReplaceable(state) && (
        <LinkButton to={paths.rotateAccountKey(id)} size="sm" aria-label={t("keys.rotateNamed", { name })}>
          {t("keys.rotate")}
        </LinkButton>
      )}
      <LinkButton to={paths.revokeAccountKey(id)} size="sm" tone="danger" aria-label={t("keys.revokeNamed", { name })}>
        {t("keys.revoke")}
      </LinkButton>
    </span>
  );
}
