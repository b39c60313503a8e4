import { useId, type InputHTMLAttributes } from "react";

export type CheckboxProps = { label: string; hint: string } & InputHTMLAttributes<HTMLInputElement>;

/** A yes or no with its consequence. */
export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3">
      <input {...rest} type="checkbox" id={id} aria-describedby={`${id}-hint`} className="mt-0.5 size-5" />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="col-start-2 mt-0.5 max-w-prose text-sm text-faint">
        {hint}
      </p>
    </div>
  );
}
