import { expect, test } from "vitest";
import { asOwner } from "~/testing/database/as-owner";
import { authPoolSql } from "./pool.server";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const ask = (question: number) => authPoolSql<[{ answer: number }]>`select ${question}::int as answer`;

/** Cuts the authentication pool's connection while something is written to it in every turn of the loop; what became of each question. */
async function askWhileItIsCut(): Promise<PromiseSettledResult<number>[]> {
  const [row] = await authPoolSql<[{ pid: number }]>`select pg_backend_pid() as pid`;
  const asked: Promise<number>[] = [];
  const lost = { isSeen: false };
  const cut = asOwner((owner) => owner`select pg_terminate_backend(${row.pid})`);
  while (!lost.isSeen) {
    await turn();
    const mine = asked.length;
    const answer = ask(mine).then(([given]) => given.answer - mine);
    answer.catch(() => (lost.isSeen = true));
    asked.push(answer);
  }
  await cut;
  return Promise.allSettled(asked);
}

// Unpatched, the driver forgets what it had not written yet, and what it had, each in its own way; see patches/README.md.
test("however often its connection is cut, everyone who asks is answered or told so, with their own answer, and it is opened anew", async () => {
  for (let time = 0; time < 12; time++) {
    const became = await askWhileItIsCut();
    expect(became.flatMap((one) => (one.status === "fulfilled" && one.value !== 0 ? [one.value] : []))).toEqual([]);
    expect(await ask(time)).toEqual([{ answer: time }]);
  }
});
