import { useTranslation } from "react-i18next";
import type { EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { PageHead, Panel } from "~/ui/kit/panel";

/** Asks before an environment is gone, and says what goes with it. */
export function DeleteEnvironmentScreen({ id, name }: { id: EnvironmentId; name: string }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        back={
          <BackLink to={paths.environment(id)}>
            <bdi>{name}</bdi>
          </BackLink>
        }
        title={t("environments.deleteTitle", { name: `\u2068${name}\u2069` })}
      />
      <div className="grid max-w-3xl gap-6">
        <Panel>
          <p className="max-w-prose text-pretty">{t("environments.deleteText")}</p>
          <div className="mt-5 flex flex-wrap gap-2">
            <ActionButton action={paths.deleteEnvironment(id)} tone="danger" busy={t("environments.deleting")}>
              {t("environments.delete")}
            </ActionButton>
            <LinkButton to={paths.environment(id)} tone="plain">
              {t("environments.keep")}
            </LinkButton>
          </div>
        </Panel>
      </div>
    </>
  );
}
