import type { ReactNode } from "react";

export type RadioCard = { value: string; title: ReactNode; aside?: ReactNode; detail?: ReactNode };

export type RadioCardsProps = {
  legend: string;
  name: string;
  cards: RadioCard[];
  chosen?: string;
  onChoose?: (value: string) => void;
};

/** A choice of one among a few, each with room to explain itself. Plain radio buttons underneath. */
export function RadioCards({ legend, name, cards, chosen, onChoose }: RadioCardsProps) {
  return (
    <fieldset>
      <legend className="mb-3 text-lg font-semibold">{legend}</legend>
      <div className="grid gap-2">
        {cards.map((card) => (
          <label
            key={card.value}
            className="group grid cursor-pointer grid-cols-[auto_1fr_auto] items-start gap-x-3 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-edge has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={card.value}
              required
              defaultChecked={card.value === chosen}
              onChange={() => onChoose?.(card.value)}
              className="mt-1 size-4 focus-visible:outline-none"
            />
            <span className="min-w-0">
              <span className="block font-semibold">{card.title}</span>
              {card.detail && <span className="mt-0.5 block text-sm text-soft">{card.detail}</span>}
            </span>
            <span className="text-end font-medium">{card.aside}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
