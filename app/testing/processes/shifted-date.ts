// Loaded first (`node --import`) by a process whose clock is to be wrong, as every library in it sees it: by SHIFT_MS from the start, and by
// `shiftMs` of any message that its parent sends.
const RealDate = Date;
let shiftMs = Number(process.env["SHIFT_MS"] ?? 0);

process.on("message", (message: { shiftMs?: number }) => {
  shiftMs = message.shiftMs ?? shiftMs;
});
// Listening must not keep the process alive.
process.channel?.unref();

const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver): unknown => (key === "now" ? now : Reflect.get(target, key, receiver)),
});
