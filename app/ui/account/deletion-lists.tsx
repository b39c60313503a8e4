import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeletionInventory } from "~/domain/account/deletion-inventory";
import { useFormat } from "~/ui/kit/format";

/** What goes with the account, what stays, and what is not the portal's to delete, in numbers. */
export function LeavingLists({ inventory }: { inventory: DeletionInventory }) {
  const { t } = useTranslation();
  return (
    <div className="mt-4 grid gap-x-8 gap-y-5 lg:grid-cols-3">
      <List title={t("account.leave.goes")} lines={useWhatGoes(inventory)} />
      <List
        title={t("account.leave.stays")}
        lines={[t("account.leave.books"), t("account.leave.log"), t("account.leave.stripe")]}
      />
      <List title={t("account.leave.elsewhere")} lines={useElsewhere(inventory)} />
    </div>
  );
}

function List({ title, lines }: { title: ReactNode; lines: string[] }) {
  return (
    <section>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="mt-2 grid list-disc gap-1.5 ps-4 text-sm text-pretty text-soft">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function useWhatGoes({ environments, credit, keys, webhooks, sessions, signIns, place }: DeletionInventory): string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (n: number) => ({ count: n, n: format.number(n) });
  const hasCredit = credit && credit.amount > 0n;
  return [
    t("account.leave.person"),
    t("account.leave.environments", count(environments)),
    hasCredit
      ? t("account.leave.credit", { amount: isolated(format.money(credit.amount, credit.currency)) })
      : t("account.leave.noCredit"),
    t("account.leave.keys", count(keys)),
    t("account.leave.webhooks", count(webhooks)),
    t("account.leave.access", { sessions: format.number(sessions), signIns: format.number(signIns) }),
    place
      ? t("account.leave.place", { cluster: isolated(place.clusterName), name: isolated(place.hubUsername) })
      : t("account.leave.noPlace"),
  ];
}

function useElsewhere({ place }: DeletionInventory): string[] {
  const { t } = useTranslation();
  const name = place?.hopsworksUsername;
  return [
    t("account.leave.files"),
    name ? t("account.leave.hopsworks", { name: isolated(name) }) : t("account.leave.hopsworksUnnamed"),
    t("account.leave.identity"),
  ];
}

/** Kept together, whichever way the sentence round it is read. */
const isolated = (text: string) => `\u2068${text}\u2069`;
