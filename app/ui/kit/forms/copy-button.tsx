import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/kit/icon";
import { useHydrated } from "~/ui/kit/live/now";

/** Copies a text. Without a script it is not there: the text beside it can be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  if (!useHydrated()) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <button
        type="button"
        aria-label={label}
        onClick={() => void copy()}
        className="cursor-pointer rounded-sm p-1 text-faint hover:bg-sunken hover:text-ink"
      >
        <Icon name={copied ? "done" : "copy"} className="size-4" />
      </button>
      <span role="status" className="sr-only">
        {copied && t("shell.kit.copied")}
      </span>
    </>
  );
}
