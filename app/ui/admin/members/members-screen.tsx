import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { Money } from "~/ui/kit/money";
import { Pager } from "~/ui/kit/pager";
import { PageHead, Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { Nothing, Table, type Column } from "~/ui/kit/table";
import { RelativeTime } from "~/ui/kit/time";
import type { MemberItem, Pages } from "~/ui/view-models";
import { MemberTags } from "./member-tags";

export type AdminMembersScreenProps = {
  currency: string;
  /** What was searched for; empty shows everyone. */
  query: string;
  /** How many match, over all pages; or more than this. */
  total: number;
  hasMore?: boolean;
  members: MemberItem[];
  pages: Pages;
};

/** Everyone, or those whom a search finds. */
export function AdminMembersScreen({ currency, query, total, hasMore, members, pages }: AdminMembersScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = { count: total, n: format.number(total) };
  return (
    <>
      <PageHead
        title={t("admin.members")}
        lead={
          query ? t(hasMore ? "admin.foundMore" : "admin.found", { ...count, query }) : t("admin.memberCount", count)
        }
        actions={<Search query={query} />}
      />
      <Panel flush>
        <Table
          caption={t("admin.members")}
          columns={useColumns(currency)}
          rows={members}
          keyOf={(member) => member.id}
          empty={
            <EmptyState
              title={t(query ? "admin.nobodyFound" : "admin.nobodyYet")}
              action={query && <LinkButton to={paths.adminMembers}>{t("admin.showAll")}</LinkButton>}
            >
              {t(query ? "admin.nobodyFoundText" : "admin.nobodyYetText")}
            </EmptyState>
          }
        />
        <Pager pages={pages} label={t("admin.memberPages")} />
      </Panel>
    </>
  );
}

function Search({ query }: { query: string }) {
  const { t } = useTranslation();
  return (
    <Form method="get" action={paths.adminMembers} role="search" className="flex items-end gap-2">
      <Field
        key={query}
        label={t("admin.searchLabel")}
        name="q"
        type="search"
        defaultValue={query}
        autoComplete="off"
      />
      <Button icon="search">{t("admin.search")}</Button>
    </Form>
  );
}

function useColumns(currency: string): Column<MemberItem>[] {
  const { t } = useTranslation();
  return [
    {
      head: t("admin.column.member"),
      isName: true,
      cell: (member) => (
        <>
          <Link
            to={paths.adminMember(member.id)}
            prefetch="intent"
            className="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            <bdi>{member.name}</bdi>
          </Link>
          <span className="block text-xs font-normal break-all text-faint">
            <bdi dir="ltr">{member.email}</bdi>
          </span>
        </>
      ),
    },
    {
      head: t("admin.column.cluster"),
      cell: (member) =>
        member.clusterName ? <bdi className="whitespace-nowrap">{member.clusterName}</bdi> : <Nothing />,
    },
    { head: t("admin.column.state"), cell: (member) => <MemberTags member={member} /> },
    {
      head: t("admin.column.spent"),
      isNumber: true,
      cell: (member) => <Money amount={member.spentThisMonth} currency={currency} />,
    },
    {
      head: t("admin.column.balance"),
      isNumber: true,
      cell: (member) => (
        <span className={member.balance <= 0n ? "text-bad" : ""}>
          <Money amount={member.balance} currency={currency} />
        </span>
      ),
    },
    {
      head: t("admin.column.seen"),
      isNumber: true,
      cell: (member) => (member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : t("admin.never")),
    },
  ];
}
