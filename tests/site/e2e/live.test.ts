// The page alive: the real engine behind the real blocks.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Locator } from 'playwright-core';
import { codeOf, labOf, linesOf, pressRun, timedLinesOf, typeInto, useSite, reach } from './site.ts';

const site = useSite();

async function waitForLine(lab: Locator, pattern: RegExp, timeout = 30_000): Promise<string[]> {
  await lab.locator('.ln').filter({ hasText: pattern }).first().waitFor({ timeout });
  return linesOf(lab);
}

test('Run shows two events a call and ends with the last line of redbug', async () => {
  const { page, complaints } = await site.open();
  const lab = labOf(page, 'redbug-calls');
  await reach(lab);
  await lab.getByRole('button', { name: 'Запустить' }).click();
  await lab.getByText('работает').waitFor();
  const lines = await waitForLine(lab, /^redbug done, /);
  assert.equal(lines.filter((line) => /^% cat_traveler:enter\(/.test(line)).length, 5);
  assert.equal(lines.filter((line) => /^% cat_traveler:enter\/2 -> /.test(line)).length, 5);
  assert.equal(lines.at(-1), 'redbug done, msg_count - 5');
  await lab.getByText('готово').waitFor();
  assert.equal(await lab.locator('svg.sg').count(), 10);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('another pace changes nothing but the waiting', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'redbug-msec');
  const recorded = await timedLinesOf(lab);
  await reach(lab);
  // All paces are there as soon as the block is awake.
  await lab.hover();
  await lab.getByLabel('Темп времени').selectOption('макс');
  await lab.getByRole('button', { name: 'Запустить' }).click();
  await lab.getByText('готово').waitFor();
  assert.deepEqual(await timedLinesOf(lab), recorded);
  await page.context().close();
});

test('an edited example runs with Ctrl+Enter, and Reset brings the original back', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'redbug-calls');
  const original = await codeOf(lab);
  await typeInto(lab, 'lists:sum([1, 2, 39]).');
  await lab.getByText('изменено').waitFor();
  await page.keyboard.press('Control+Enter');
  assert.deepEqual(await waitForLine(lab, /^42$/), ['42']);
  await typeInto(lab, 'X = 1,\nX + 1.');
  await page.keyboard.press('Control+Enter');
  await waitForLine(lab, /^2$/);
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  assert.equal(await codeOf(lab), original);
  await lab.getByText('запись', { exact: true }).waitFor();
  await page.context().close();
});

/** Types and runs, and waits until the node has come to rest. */
async function runToRest(lab: Locator, code: string, answer: RegExp): Promise<void> {
  await typeInto(lab, code);
  await pressRun(lab);
  await waitForLine(lab, answer);
  await lab.getByText('готово').waitFor();
}

const mistakes: readonly (readonly [string, RegExp])[] = [
  ['foo bar.', /^\* 1:5: syntax error before: bar$/],
  ['Y.', /^\* 1:1: variable 'Y' is unbound$/],
  ['foo:bar(1).', /^\*\* exception error: undefined function foo:bar\/1$/],
  ['1/0.', /^\*\* exception error: an error occurred when evaluating an arithmetic expression$/],
  ['exit(self(), kill).', /^\*\* exception exit: killed$/],
  ['spawn(fun() -> error(oops) end).', /^=ERROR REPORT====/],
  ['exit(whereis(cat_traveler_srv), kill).', /^true$/],
  ['redbug:start("cat_traveler:enter(").', /^\{parse_error,/],
  ['1 + 1', /^2$/],
  ['[1, 2', /^\* 2:1: syntax error before: '\.'$/],
];

test('bad input ends in what Erlang prints, and the next run works', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'first-trace');
  for (const [code, answer] of mistakes) {
    await runToRest(lab, code, answer);
    await runToRest(lab, '40 + 2.', /^42$/);
  }
  await page.context().close();
});

test('a process that waits outlives the run that started it', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'first-trace');
  await runToRest(lab, 'P = spawn(fun() -> receive X -> io:format("got ~p~n", [X]) end end).', /^<\d+\.\d+\.\d+>$/);
  await runToRest(lab, 'P ! hello.', /^got hello$/);
  await page.context().close();
});

const endless: readonly string[] = [
  'F = fun G(N) -> G(N + 1) end, F(0).',
  'F = fun G() -> G() end, [spawn(F) || _ <- [1, 2, 3]].',
  'S = fun G() -> spawn(G), G() end, S().',
  'process_flag(priority, max), F = fun G() -> G() end, F().',
  'spawn_opt(fun G() -> G() end, [{priority, max}]).',
  'lists:seq(1, 1 bsl 40).',
  'F = fun G(L) -> G([L | L]) end, F([]).',
  'F = fun G() -> io:format("flood~n"), G() end, F().',
  'F = fun G(N) -> [N | G(N + 1)] end, F(0).',
  'timer:sleep(infinity).',
  'erlang:trace(all, true, [all]).',
  'F = fun G() -> io:format("flood "), G() end, F().',
  'F = fun G() -> io:format("~p~n", [lists:seq(1, 20000)]), G() end, F().',
  'dbg:tracer(), dbg:p(all, [all]), dbg:tpl(gen_server, x).',
  'dbg:tracer(), dbg:p(group_leader(), m).',
  'dbg:tracer(), dbg:p(whereis(user), m), io:format(user, "x~n", []).',
  'F = fun G(N) -> list_to_atom("flood_" ++ integer_to_list(N)), G(N + 1) end, F(0).',
  'T = ets:new(t, []), F = fun G(N) -> ets:insert(T, {N, lists:seq(1, 10)}), G(N + 1) end, F(0).',
  'P = spawn(fun() -> receive never -> ok end end), F = fun G() -> P ! lists:seq(1, 10), G() end, F().',
  'F = fun G() -> spawn(fun() -> error(oops) end), G() end, F().',
  'S = fun G() -> spawn(G), spawn(G) end, S().',
  'io:format("~1000000000s~n", ["x"]).',
  're:run(lists:duplicate(200, $a), "(a+)+b").',
];

type Stopped = { readonly took: number; readonly answered: number };

/** Presses Stop and measures: until the block says that it stopped, and the longest the page was deaf meanwhile. */
function pressStop(lab: Locator): Promise<Stopped> {
  return lab.evaluate(
    (block) =>
      new Promise<Stopped>((resolve) => {
        const stop = [...block.querySelectorAll('button')].find((button) => button.textContent === 'Стоп');
        const started = performance.now();
        let last = started;
        let answered = 0;
        const beat = setInterval(() => {
          answered = Math.max(answered, performance.now() - last);
          last = performance.now();
        }, 5);
        const look = (): void => {
          const hasStopped = (block.querySelector('.state')?.textContent ?? '').includes('остановлено');
          if (!hasStopped && block.querySelector('.problem') === null) return;
          observer.disconnect();
          clearInterval(beat);
          resolve({ took: performance.now() - started, answered });
        };
        const observer = new MutationObserver(look);
        observer.observe(block, { childList: true, characterData: true, subtree: true });
        stop?.click();
        // A world that ran out of memory by itself has nothing left to stop.
        look();
      }),
  );
}

for (const code of endless) {
  test(`Stop ends at once: ${code}`, async () => {
    const { page } = await site.open();
    const lab = labOf(page, 'first-trace');
    await typeInto(lab, code);
    await pressRun(lab);
    await lab.getByText('работает').waitFor();
    await page.waitForTimeout(400);
    const { took, answered } = await pressStop(lab);
    console.log(`stopped after ${took.toFixed(0)} ms, the page was deaf for at most ${answered.toFixed(0)} ms`);
    await typeInto(lab, '40 + 2.');
    await pressRun(lab);
    await waitForLine(lab, /^42$/);
    await page.context().close();
  });
}

const tooMuch: readonly (readonly [string, RegExp])[] = [
  ['F = fun G(B) -> G(<<B/binary, B/binary>>) end, F(<<1, 2, 3, 4>>).', /^binary_alloc: Cannot allocate /],
  ['F = fun G(L) -> G([L | L]) end, F([]).', /^eheap_alloc: Cannot allocate \d+ bytes of memory/],
];

for (const [code, words] of tooMuch) {
  test(`a node out of bounds says so in OTP's words, and the next run has another: ${code}`, async () => {
    const { page } = await site.open();
    const lab = labOf(page, 'first-trace');
    await typeInto(lab, code);
    await pressRun(lab);
    await waitForLine(lab, words, 60_000);
    await lab.locator('.problem').waitFor();
    await typeInto(lab, '40 + 2.');
    await pressRun(lab);
    await waitForLine(lab, /^42$/);
    await page.context().close();
  });
}

test('a flood is shown in part, and the block says how much it left out', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'first-trace');
  await typeInto(lab, '[io:format("line ~p~n", [N]) || N <- lists:seq(1, 5000)], ok.');
  await pressRun(lab);
  await waitForLine(lab, /^ok$/);
  assert.equal((await linesOf(lab)).length, 2000);
  assert.match((await lab.locator('.skipped').textContent()) ?? '', /3001/);
  await page.context().close();
});
