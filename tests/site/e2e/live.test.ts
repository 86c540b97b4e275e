// The page alive: the real engine behind the real blocks.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Locator } from 'playwright-core';
import { labOf, linesOf, typeInto, useSite } from './site.ts';

const site = useSite();

async function waitForLine(lab: Locator, pattern: RegExp, timeout = 30_000): Promise<string[]> {
  await lab.locator('.ln > span').filter({ hasText: pattern }).first().waitFor({ timeout });
  return linesOf(lab);
}

/** Lets the world run as fast as it can. */
async function hurry(lab: Locator): Promise<void> {
  await lab.getByLabel('Темп времени').selectOption('макс');
}

test('Run shows two events a call and ends with the last line of redbug', async () => {
  const { page, complaints } = await site.open();
  const lab = labOf(page, 'redbug-calls');
  await lab.getByRole('button', { name: 'Запустить' }).click();
  await lab.getByText('работает').waitFor();
  await hurry(lab);
  const lines = await waitForLine(lab, /^redbug done, /);
  assert.equal(lines.filter((line) => /^% cat_traveler:enter\(/.test(line)).length, 5);
  assert.equal(lines.filter((line) => /^% cat_traveler:enter\/2 -> /.test(line)).length, 5);
  assert.equal(lines.at(-1), 'redbug done, msg_count - 5');
  await lab.getByText('готово').waitFor();
  assert.equal(await lab.locator('svg.sg').count(), 10);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a live run of an untouched example prints what was recorded', async () => {
  const { page } = await site.open();
  for (const id of ['first-trace', 'redbug-calls', 'redbug-msec', 'redbug-filter', 'redbug-stack', 'redbug-module']) {
    const lab = labOf(page, id);
    const recorded = await linesOf(lab);
    await lab.getByRole('button', { name: 'Запустить' }).click();
    await hurry(lab);
    await lab.getByText('готово').waitFor({ timeout: 30_000 });
    assert.deepEqual(await linesOf(lab), recorded, id);
  }
  await page.context().close();
});

test('an edited example runs with Ctrl+Enter, and Reset brings the original back', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'redbug-calls');
  const original = await lab.locator('textarea').inputValue();
  await lab.locator('textarea').focus();
  await typeInto(lab, 'lists:sum([1, 2, 39]).');
  await lab.getByText('изменено').waitFor();
  await page.keyboard.press('Control+Enter');
  assert.deepEqual(await waitForLine(lab, /^42$/), ['42']);
  await typeInto(lab, 'X = 1,\nX + 1.');
  await page.keyboard.press('Control+Enter');
  await waitForLine(lab, /^2$/);
  await lab.getByRole('button', { name: 'Сбросить' }).click();
  assert.equal(await lab.locator('textarea').inputValue(), original);
  await lab.getByText('запись', { exact: true }).waitFor();
  await page.context().close();
});

const mistakes: readonly (readonly [string, RegExp])[] = [
  ['foo bar.', /^\* 1:5: syntax error before: bar$/],
  ['Y.', /^\* 1:1: variable 'Y' is unbound$/],
  ['foo:bar(1).', /^\*\* exception error: undefined function foo:bar\/1$/],
  ['1/0.', /^\*\* exception error: an error occurred when evaluating an arithmetic expression$/],
  ['exit(self(), kill).', /^\*\* exception exit: killed$/],
  ['redbug:start("cat_traveler:enter(").', /^\{parse_error,/],
];

test('bad input ends in what Erlang prints, and the next run works', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'first-trace');
  for (const [code, answer] of mistakes) {
    await typeInto(lab, code);
    await lab.locator('textarea').press('Control+Enter');
    await waitForLine(lab, answer);
    await lab.getByText('готово').waitFor();
    await typeInto(lab, '1 + 1.');
    await lab.locator('textarea').press('Control+Enter');
    await waitForLine(lab, /^2$/);
    await lab.getByText('готово').waitFor();
  }
  await page.context().close();
});

test('Stop ends an endless loop within 100 ms, the page answers meanwhile, and the node lives on', async () => {
  const { page } = await site.open();
  const lab = labOf(page, 'first-trace');
  await typeInto(lab, 'F = fun G(N) -> G(N + 1) end, F(0).');
  await lab.locator('textarea').press('Control+Enter');
  await lab.getByText('работает').waitFor();
  await page.waitForTimeout(300);
  const took = await lab.evaluate(
    (block) =>
      new Promise<number>((resolve) => {
        const stop = [...block.querySelectorAll('button')].find((button) => button.textContent === 'Стоп');
        const state = block.querySelector('.state');
        const started = performance.now();
        const observer = new MutationObserver(() => {
          if (!(state?.textContent ?? '').includes('остановлено')) return;
          observer.disconnect();
          resolve(performance.now() - started);
        });
        if (state !== null) observer.observe(state, { childList: true, characterData: true, subtree: true });
        stop?.click();
      }),
  );
  assert.ok(took <= 100, `${took.toFixed(0)} ms`);
  await typeInto(lab, '1 + 1.');
  await lab.locator('textarea').press('Control+Enter');
  await waitForLine(lab, /^2$/);
  await page.context().close();
});
