import * as Radix from "@radix-ui/react-dialog";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon";

export type DialogProps = {
  title: string;
  description?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

/** A closer look at something the page also says elsewhere: whoever has no script never needs it. */
export function Dialog({ title, description, open, onOpenChange, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-h-[76vh] max-w-lg overflow-y-auto rounded-lg border border-line bg-surface p-6 shadow-overlay"
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close
              className="-m-1 cursor-pointer rounded-md p-1 text-faint hover:bg-sunken hover:text-ink"
              aria-label={t("shell.kit.close")}
            >
              <Icon name="close" />
            </Radix.Close>
          </div>
          {description && <Radix.Description className="mb-4 text-soft">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
