import { Form, Link, useNavigation, type LinkProps } from "@remix-run/react";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "~/ui/kit/icon";

export type ButtonTone = "primary" | "quiet" | "plain" | "danger";

type Look = { tone?: ButtonTone; size?: "md" | "sm"; icon?: IconName };

const tones = {
  primary: "bg-accent text-on-accent hover:bg-accent-deep border-transparent",
  quiet: "border-edge bg-surface text-ink hover:bg-sunken",
  plain: "border-transparent text-soft hover:bg-sunken hover:text-ink",
  danger: "border-edge bg-surface text-bad hover:border-bad hover:bg-bad-wash",
} as const;

const sizes = { md: "min-h-10 px-4 sm:min-h-9", sm: "min-h-10 px-3 text-sm sm:min-h-8" } as const;

/** What a button and a link that acts like one look like. */
export function buttonClass({ tone = "quiet", size = "md", icon }: Look = {}): string {
  return `inline-flex cursor-pointer items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 ${tones[tone]} ${sizes[size]} ${icon ? "ps-3" : ""}`;
}

export function Button({ tone, size, icon, children, ...rest }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="submit" {...rest} className={buttonClass({ tone, size, icon })}>
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </button>
  );
}

/** A link within the portal that looks like a button. */
export function LinkButton({ tone, size, icon, children, ...rest }: Look & LinkProps) {
  return (
    <Link {...rest} className={buttonClass({ tone, size, icon })}>
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </Link>
  );
}

/** A link that leaves the portal, or fetches a file: always a request of the browser's own. */
export function PlainLinkButton({
  tone,
  size,
  icon,
  children,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a {...rest} className={buttonClass({ tone, size, icon })}>
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </a>
  );
}

export type ActionButtonProps = Look & {
  action: string;
  fields?: Record<string, string>;
  /** Said instead of `children` while the answer is awaited. */
  busy: string;
  /** Tells this button from its like in a list: "Stop forecast". */
  label?: string;
  children: ReactNode;
};

/** One action as one form: works without a script, and cannot be pressed twice with one. */
export function ActionButton({ action, fields = {}, busy, label, children, ...look }: ActionButtonProps) {
  const navigation = useNavigation();
  const isBusy = navigation.state !== "idle" && navigation.formAction === action;
  return (
    <Form method="post" action={action} onSubmit={(event) => isBusy && event.preventDefault()}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...look} aria-disabled={isBusy || undefined} aria-label={isBusy ? undefined : label}>
        {isBusy ? busy : children}
      </Button>
    </Form>
  );
}
