import type { ServerResponse } from "node:http";
import type { SimulatedHub } from "./simulator-hub";

/** Where a notebook would open: `/user/<name>/lab` says that it is a simulator, other paths below the server lead there. */
export function simulatedLab(pathname: string, response: ServerResponse, hub: SimulatedHub): void {
  const [area, username = "", ...rest] = pathname.slice(1).split("/").map(decodeURIComponent);
  const [serverName, page] = rest[0] === "lab" ? ["", "lab"] : [rest[0] ?? "", rest[1]];
  if (area !== "user" || !hub.user(username)) return send(response, 404, "There is nothing here.", "اینجا چیزی نیست.");
  if (hub.stateOf(username, serverName) !== "ready")
    return send(response, 424, "This server is not running.", "این سرور در حال اجرا نیست.");
  if (page !== "lab") return void response.writeHead(302, { location: `${pathname.replace(/\/$/, "")}/lab` }).end();
  send(
    response,
    200,
    `The server of ${username} is running, but only in a simulator of JupyterHub: no notebook can open here. With Python 3.10 or newer on this machine, a real JupyterLab opens.`,
    `سرور ${username} در حال اجراست، اما فقط در یک شبیه‌ساز JupyterHub؛ اینجا نوت‌بوکی باز نمی‌شود. اگر Python 3.10 یا تازه‌تر روی این دستگاه باشد، JupyterLab واقعی باز می‌شود.`,
  );
}

function send(response: ServerResponse, status: number, english: string, persian: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Simulator of JupyterHub</title>
  <style>
    body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem; color-scheme: light dark }
  </style>
  <h1>Simulator of JupyterHub</h1>
  <p>${escaped(english)}</p>
  <p lang="fa" dir="rtl">${escaped(persian)}</p>
</html>`);
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
