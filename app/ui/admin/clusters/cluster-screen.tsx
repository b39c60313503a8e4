import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { Button } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { Field } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { Figure, Figures, PageHead, Panel } from "~/ui/kit/panel";
import { RelativeTime } from "~/ui/kit/time";
import type { ClusterItem, HubHealth, Problem } from "~/ui/view-models";
import { Checkbox } from "~/ui/kit/forms/checkbox";
import { useClusterProblem } from "./cluster-problem";
import { ClusterTags, Fullness, Health } from "./cluster-table";

export type AdminClusterScreenProps = {
  cluster: ClusterItem & { hopsworksUrl: string; hopsworksKeyLast4: string; hubPublicUrl: string } & {
    hopsworks: HubHealth;
    /** Whether the hub allows a member more than one server; null until that is known. */
    namedServers: boolean | null;
    sharesHubWith: readonly string[];
  };
  /** Just saved, and this many who waited are let in. */
  admitted?: number;
  /** What was typed before, when it was refused. */
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
};

/** One cluster: how it is, who may come, and where its systems are. */
export function AdminClusterScreen({ cluster, admitted, values, problem }: AdminClusterScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <PageHead
        back={<BackLink to={paths.adminClusters}>{t("admin.clusters")}</BackLink>}
        title={<bdi>{cluster.name}</bdi>}
        lead={<ClusterTags cluster={cluster} />}
      />
      <div className="grid gap-6">
        {admitted !== undefined && !problem && (
          <Notice tone="good" title={t("admin.clusterForm.saved")}>
            {admitted > 0 && t("admin.clusterForm.admitted", { count: admitted, n: format.number(admitted) })}
          </Notice>
        )}
        {cluster.sharesHubWith.length > 0 && (
          <Notice tone="warning" title={t("admin.sharedHub", { clusters: format.list(cluster.sharesHubWith) })}>
            {t("admin.sharedHubText")}
          </Notice>
        )}
        <Panel>
          <Figures>
            <Figure isSmall label={t("admin.column.hub")}>
              <Health hub={cluster.hub} />
            </Figure>
            <Figure isSmall label="Hopsworks">
              <Health hub={cluster.hopsworks} />
            </Figure>
            <Figure isSmall label={t("admin.serversEach")}>
              {t(`admin.servers.${serversEach(cluster.namedServers)}`)}
            </Figure>
            <Figure isSmall label={t("admin.column.members")}>
              <Fullness cluster={cluster} />
            </Figure>
            <Figure isSmall label={t("admin.column.running")}>
              {format.number(cluster.running)}
            </Figure>
            <Figure isSmall label={t("admin.column.collected")}>
              {cluster.lastCollectedAt ? <RelativeTime at={cluster.lastCollectedAt} /> : t("admin.never")}
            </Figure>
          </Figures>
        </Panel>
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <Limits cluster={cluster} values={values} problem={problem} />
          <Systems cluster={cluster} />
        </div>
      </div>
    </>
  );
}

function serversEach(namedServers: boolean | null): "one" | "several" | "unknown" {
  if (namedServers === null) return "unknown";
  return namedServers ? "several" : "one";
}

function Limits({ cluster, values, problem }: AdminClusterScreenProps) {
  const { t } = useTranslation();
  const { errorAt, elsewhere } = useClusterProblem(problem);
  const action = paths.adminCluster(cluster.id);
  const isBusy = useNavigation().formAction === action;
  const isOpen = values ? values["acceptsMembers"] !== undefined : cluster.acceptsMembers;
  return (
    <Panel title={t("admin.clusterForm.limits")}>
      <Form method="post" action={action} className="grid gap-5">
        {elsewhere && <ProblemNotice problem={elsewhere} />}
        <Field
          label={t("admin.clusterForm.maxMembers")}
          hint={t("admin.clusterForm.maxMembersHint")}
          error={errorAt("maxMembers")}
          name="maxMembers"
          key={cluster.maxMembers}
          defaultValue={values?.["maxMembers"] ?? cluster.maxMembers}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          required
        />
        <Checkbox
          name="acceptsMembers"
          label={t("admin.clusterForm.acceptsMembers")}
          hint={t("admin.clusterForm.acceptsMembersHint")}
          defaultChecked={isOpen}
        />
        <div>
          <Button
            tone="primary"
            aria-disabled={isBusy || undefined}
            onClick={(event) => isBusy && event.preventDefault()}
          >
            {t(isBusy ? "admin.clusterForm.saving" : "admin.clusterForm.save")}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

function Systems({ cluster }: Pick<AdminClusterScreenProps, "cluster">) {
  const { t } = useTranslation();
  const facts = [
    ["Hopsworks", cluster.hopsworksUrl],
    [t("admin.clusterForm.hopsworksKeyEnd"), `…${cluster.hopsworksKeyLast4}`],
    ["JupyterHub", cluster.hubPublicUrl],
  ] as const;
  return (
    <Panel title={t("admin.clusterForm.systems")}>
      <dl className="grid gap-3 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="grid gap-0.5">
            <dt className="text-soft">{name}</dt>
            <dd>
              <Code>{value}</Code>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
