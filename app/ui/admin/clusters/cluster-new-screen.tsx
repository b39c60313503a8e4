import { Form, useNavigation } from "@remix-run/react";
import type { HTMLInputTypeAttribute, InputHTMLAttributes, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { Button } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { ProblemNotice, Reference } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Problem } from "~/ui/view-models";
import { Checkbox } from "~/ui/kit/forms/checkbox";
import { useClusterProblem, type ClusterField } from "./cluster-problem";

export type AdminClusterNewScreenProps = {
  /** What was typed before, when it was refused; never a secret. */
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
};

/** Everything that the portal has to know of a cluster, in the order in which one finds it out. */
export function AdminClusterNewScreen({ values = {}, problem }: AdminClusterNewScreenProps) {
  const { t } = useTranslation();
  const { errorAt, elsewhere } = useClusterProblem(problem);
  const isBusy = useNavigation().formAction === paths.newCluster;
  const fieldOf = (name: ClusterField, type?: HTMLInputTypeAttribute): ClusterFieldProps => ({
    name,
    type,
    error: errorAt(name),
    defaultValue: values[name],
  });
  return (
    <>
      <PageHead
        back={<BackLink to={paths.adminClusters}>{t("admin.clusters")}</BackLink>}
        title={t("admin.addCluster")}
        lead={t("admin.addClusterLead")}
      />
      <Form method="post" action={paths.newCluster} className="grid max-w-3xl gap-6">
        {elsewhere && <ProblemNotice problem={elsewhere} />}
        <Group title={t("admin.clusterForm.place")}>
          <ClusterInput {...fieldOf("name")} maxLength={80} dir="auto" />
          <ClusterInput {...fieldOf("maxMembers")} inputMode="numeric" />
        </Group>
        <Group title="Hopsworks">
          <ClusterInput {...fieldOf("hopsworksUrl", "url")} placeholder="https://hopsworks.example.org" />
          <ClusterInput {...fieldOf("hopsworksIdpClientId")} />
          <ClusterInput {...fieldOf("hopsworksKey", "password")} />
        </Group>
        <Group title="JupyterHub">
          <ClusterInput {...fieldOf("hubApiUrl", "url")} placeholder="https://hub.example.org/hub/api" />
          <ClusterInput {...fieldOf("hubPublicUrl", "url")} placeholder="https://hub.example.org" />
          <ClusterInput {...fieldOf("hubToken", "password")} />
        </Group>
        <Checkbox
          name="anyway"
          label={t("admin.clusterForm.anyway")}
          hint={t("admin.clusterForm.anywayHint")}
          defaultChecked={values["anyway"] !== undefined}
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            tone="primary"
            aria-disabled={isBusy || undefined}
            onClick={(event) => isBusy && event.preventDefault()}
          >
            {t(isBusy ? "admin.addingCluster" : "admin.addCluster")}
          </Button>
          {!elsewhere && problem?.requestId && <Reference id={problem.requestId} />}
        </div>
      </Form>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel title={title}>
      <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2">{children}</div>
    </Panel>
  );
}

type ClusterFieldProps = { name: ClusterField; error?: string } & InputHTMLAttributes<HTMLInputElement>;

/** One field of the form with its words. What is typed there is written from left to right in every language. */
function ClusterInput({ name, ...rest }: ClusterFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      dir="ltr"
      autoComplete={rest.type === "password" ? "new-password" : "off"}
      spellCheck={false}
      required
      {...rest}
      name={name}
      label={t(`admin.clusterForm.${name}`)}
      hint={t(`admin.clusterForm.${name}Hint`)}
    />
  );
}
