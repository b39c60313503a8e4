import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import type { OpenSession } from "~/domain/identity/sessions/open-session";
import { ActionButton, Button } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { useFormat } from "~/ui/kit/format";
import { Notice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { Tag } from "~/ui/kit/tag";
import { RelativeTime, Time } from "~/ui/kit/time";

type SessionItem = OpenSession & { isThis: boolean };

export type SessionsScreenProps = {
  /** Those that are open, the one used last first. */
  sessions: SessionItem[];
  /** So many were just ended. */
  ended?: number;
};

/** The browsers in which one is signed in, each with the way to end that. */
export function SessionsScreen({ sessions, ended }: SessionsScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <PageHead
        title={t("account.sessions.title")}
        lead={t("account.sessions.lead")}
        actions={<EverywhereButtons hasOthers={sessions.some(({ isThis }) => !isThis)} />}
      />
      <div className="grid gap-6">
        {ended !== undefined && (
          <Notice tone="good" title={t("account.sessions.ended", { count: ended, n: format.number(ended) })} />
        )}
        <Panel flush>
          <Table
            caption={t("account.sessions.title")}
            columns={useColumns()}
            rows={sessions}
            keyOf={({ id }) => id}
            empty={null}
          />
        </Panel>
      </div>
    </>
  );
}

function EverywhereButtons({ hasOthers }: { hasOthers: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {hasOthers && (
        <ActionButton action={paths.endOtherSessions} busy={t("account.sessions.ending")}>
          {t("account.sessions.endOthers")}
        </ActionButton>
      )}
      <form method="post" action={paths.endAllSessions}>
        <Button tone="danger">{t("account.sessions.endAll")}</Button>
      </form>
    </>
  );
}

function useColumns(): Column<SessionItem>[] {
  const { t } = useTranslation();
  return [
    { head: t("account.sessions.browser"), isName: true, cell: (session) => <BrowserName session={session} /> },
    {
      head: t("account.sessions.address"),
      cell: ({ address }) => (address ? <Code>{address}</Code> : <Nothing />),
    },
    { head: t("account.sessions.createdAt"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { head: t("account.sessions.lastSeenAt"), cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    { head: t("account.sessions.end"), isActions: true, cell: (session) => <End session={session} /> },
  ];
}

function BrowserName({ session }: { session: SessionItem }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {useBrowserWords(session)}
      {session.isThis && <Tag tone="good">{t("account.sessions.isThis")}</Tag>}
    </span>
  );
}

function useBrowserWords({ browser: { name, system } }: Pick<SessionItem, "browser">): string {
  const { t } = useTranslation();
  if (name && system) return t("account.sessions.browserOn", { name, system });
  return name ?? system ?? t("account.sessions.unknown");
}

/** This browser signs out the ordinary way, which also ends the session at the provider. */
function End({ session }: { session: SessionItem }) {
  const { t } = useTranslation();
  const name = useBrowserWords(session);
  if (session.isThis)
    return (
      <form method="post" action={paths.signOut}>
        <Button size="sm">{t("shell.menu.signOut")}</Button>
      </form>
    );
  return (
    <ActionButton
      action={paths.endSession(session.id)}
      size="sm"
      busy={t("account.sessions.ending")}
      label={t("account.sessions.endThat", { name })}
    >
      {t("account.sessions.end")}
    </ActionButton>
  );
}
