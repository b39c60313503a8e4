import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import type { SizeItem } from "~/ui/view-models";

/** What a size holds: "2 cores · 4 GiB memory". */
export function SizeWords({ size }: { size: Pick<SizeItem, "cpuMilli" | "memoryMib" | "gpus"> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cores = size.cpuMilli / 1000;
  const parts = [
    t("environments.size.cores", { count: cores, n: format.number(cores) }),
    t("environments.size.memory", { n: format.number(size.memoryMib / 1024, { maximumFractionDigits: 1 }) }),
    size.gpus > 0 && t("environments.size.gpus", { count: size.gpus, n: format.number(size.gpus) }),
  ];
  return (
    <bdi>
      {parts
        .filter((part) => part !== false)
        .map((part, index) => (
          <Fragment key={part}>
            {index > 0 && " · "}
            <span className="whitespace-nowrap">{part}</span>
          </Fragment>
        ))}
    </bdi>
  );
}
