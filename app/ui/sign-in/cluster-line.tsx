import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { Tag, type TagTone } from "~/ui/kit/tag";

export type ClusterCount = { answering: number; all: number };

/** How it stands with the clusters, for whoever is still outside: how many answer, and nothing that names one. */
export function ClusterLine({ answering, all }: ClusterCount) {
  const { t } = useTranslation();
  const format = useFormat();
  if (all === 0) return null;
  const state = stateOf(answering, all);
  return (
    <p className="mt-8 flex flex-wrap items-center gap-2 text-sm text-soft">
      <Tag tone={tones[state]}>{t(`signIn.clusters.${state}`)}</Tag>
      {t("signIn.clusters.count", { count: all, n: format.number(answering), all: format.number(all) })}
    </p>
  );
}

const tones = { well: "good", some: "warn", none: "bad" } as const satisfies Record<string, TagTone>;

function stateOf(answering: number, all: number): keyof typeof tones {
  if (answering === all) return "well";
  return answering > 0 ? "some" : "none";
}
