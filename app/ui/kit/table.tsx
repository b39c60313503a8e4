import type { ReactNode } from "react";

export type Column<Row> = {
  /** Unique within the table, and what its cells are called. */
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column, where their digits line up. */
  isNumber?: boolean;
  /** The name of the row: a row header, and the headline of its card on a phone. */
  isName?: boolean;
  /** Has no words of its own on a phone's card: a row of buttons. */
  isActions?: boolean;
};

export type TableProps<Row> = {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Shown instead of the table when there is no row. */
  empty: ReactNode;
};

/** On a phone the parts of a table are blocks, and Safari then forgets what they are: their roles are spoken out. */
const spoken = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A table that is a list of cards where there is no room for it. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <table {...spoken.table} data-wide={columns.length > 5 || undefined} className="w-full text-sm cards:block">
      <caption className="sr-only">{caption}</caption>
      <thead {...spoken.rowgroup} className="cards:sr-only">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.head}
              role="columnheader"
              scope="col"
              className={`sticky top-(--frame-top) z-[1] border-b border-line bg-surface px-3 py-2 font-medium whitespace-nowrap text-faint first:rounded-ss-lg first:ps-5 last:rounded-se-lg last:pe-5 ${column.isNumber ? "text-end" : "text-start"}`}
            >
              {column.isActions ? <span className="sr-only">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...spoken.rowgroup} className="cards:block">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            role="row"
            className="border-line not-last:border-b hover:bg-canvas/60 cards:grid cards:gap-x-10 cards:px-5 cards:py-4 cards:sm:grid-cols-2"
          >
            {columns.map((column) => (
              <Cell key={column.head} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const Tag = column.isName ? "th" : "td";
  const onPhone = column.isName
    ? "cards:order-first cards:col-span-full cards:block cards:pb-1.5 cards:text-base"
    : column.isActions
      ? "cards:col-span-full cards:block cards:pt-3 cards:text-start cards:empty:hidden"
      : "cards:flex cards:justify-between cards:gap-4 cards:py-1 cards:text-end cards:before:text-start cards:before:text-faint cards:before:content-[attr(data-head)] cards:has-data-nothing:hidden";
  return (
    <Tag
      {...(column.isName ? spoken.rowheader : spoken.cell)}
      scope={column.isName ? "row" : undefined}
      data-head={column.head}
      className={`px-3 py-2.5 align-top cards:px-0! first:ps-5 last:pe-5 ${column.isName ? "text-start font-semibold" : ""} ${column.isNumber ? "text-end whitespace-nowrap" : ""} ${column.isActions ? "sm:text-end" : ""} ${onPhone}`}
    >
      {column.cell(row)}
    </Tag>
  );
}

/** A cell that has nothing to say: a dash in a table, not there at all on a phone's card. */
export function Nothing() {
  return (
    <span data-nothing className="text-faint">
      –
    </span>
  );
}
