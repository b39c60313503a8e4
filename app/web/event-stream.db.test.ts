import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SECOND } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { endSessions } from "~/domain/identity/sessions/end-sessions.server";
import { suspendMember } from "~/domain/identity/members/suspend-member.server";
import { browserOf, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";
import { eventStream } from "./event-stream.server";

let alice: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  alice = await browserOf(cast.alice);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});

afterEach(() => vi.useRealTimers());

/** A stream that says one thing and then waits; reads on until it has said so much, or is over. */
function followed({ cookie }: { cookie: string }) {
  const request = new Request("http://localhost:3000/welcome/progress", { headers: { cookie } });
  const answer = eventStream(request, async function* (signal) {
    yield { step: "cluster" };
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    yield { step: "secret" };
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async (until: string) => {
    let said = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return `${said}(over)`;
      said += value;
      if (said.includes(until)) return said;
    }
  };
}

const fifteenSeconds = () => vi.advanceTimersByTimeAsync(15 * SECOND);

test("a stream goes on while its session does", async () => {
  const read = followed(alice);
  expect(await read("cluster")).toContain('data: {"step":"cluster"}');
  await fifteenSeconds();
  expect(await read("alive")).toBe(": alive\n\n");
  await fifteenSeconds();
  expect(await read("alive")).toBe(": alive\n\n");
});

test.each([
  ["is ended", () => endSessions(alice.viewer)],
  [
    "is a suspended member's",
    async () => suspendMember((await browserOf(cast.ada)).viewer, alice.viewer.userId, { reason: "Unpaid." }),
  ],
])("a stream whose session %s is over within fifteen seconds and says nothing more", async (_, happens) => {
  const read = followed(alice);
  await read("cluster");
  await happens();
  await fifteenSeconds();
  expect(await read("secret")).toBe(": alive\n\n(over)");
});
