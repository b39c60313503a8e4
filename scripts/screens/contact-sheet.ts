import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Picture } from "./photograph";

/** One page with every picture, a row per subject, to be looked at. */
export function contactSheet(pictures: readonly Picture[], out: string): void {
  const rows = [...new Set(pictures.map(({ name }) => name))].map((name) => {
    const own = pictures.filter((picture) => picture.name === name);
    return `<section><h2>${name}</h2>${own.map(({ file, language, theme, width }) => `<figure><a href="${file}"><img src="${file}" loading="lazy"></a><figcaption>${language} ${theme} ${width}</figcaption></figure>`).join("")}</section>`;
  });
  const style = `body{font:14px system-ui;margin:24px}section{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}h2{width:100%}figure{margin:0}img{height:320px;border:1px solid #999}`;
  writeFileSync(
    join(out, "contact-sheet.html"),
    `<!doctype html><meta charset="utf-8"><title>Atrium</title><style>${style}</style>${rows.join("\n")}`,
  );
}
