// A block's own behaviour, with the engine's part played by a script.
import assert from 'node:assert/strict';
import test from 'node:test';
import { labCode } from '../../../src/content/labs.ts';
import { scriptWorker } from './scripted-worker.ts';
import { codeOf, labOf, linesOf, pressRun, typeInto, stopsOfBlock, useSite, reach } from './site.ts';

const site = useSite();
const id = 'redbug-calls';

test('what is pressed before the block wakes is not lost', async () => {
  const { page, complaints } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  await lab.locator('.typed').focus();
  await page.keyboard.press('Control+Enter');
  await lab.getByText('готово').waitFor();
  assert.deepEqual(await linesOf(lab), [labCode(id)]);
  assert.equal(await lab.locator('.counter').first().innerText(), '1>');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('each block has a world of its own', async () => {
  const { page } = await site.open({}, scriptWorker);
  for (const one of ['redbug-calls', 'redbug-msec']) {
    await typeInto(labOf(page, one), one);
    await pressRun(labOf(page, one));
    await labOf(page, one).getByText('готово').waitFor();
  }
  assert.deepEqual(await linesOf(labOf(page, 'redbug-calls')), ['redbug-calls']);
  assert.deepEqual(await linesOf(labOf(page, 'redbug-msec')), ['redbug-msec']);
  await page.context().close();
});

test('a worker that does not answer a Stop is replaced, the reader is told, and texts survive', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  const other = labOf(page, 'redbug-msec');
  await typeInto(other, 'mine');
  await typeInto(lab, 'hang');
  await pressRun(lab);
  await lab.getByText('работает').waitFor();
  await page.waitForTimeout(100);
  await lab.getByRole('button', { name: 'Стоп' }).click();
  await lab.getByRole('alert').waitFor();
  assert.match(await lab.getByRole('alert').innerText(), /перезапущен/);
  assert.equal(await codeOf(other), 'mine');
  await typeInto(lab, 'again');
  await pressRun(lab);
  await lab.getByText('готово').waitFor();
  assert.deepEqual(await linesOf(lab), ['again']);
  await page.context().close();
});

test('a worker that dies is told to the reader', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  await typeInto(lab, 'die');
  await pressRun(lab);
  await lab.getByRole('alert').waitFor();
  await page.context().close();
});

test('a flood keeps its newest lines and the block its height', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  const before = await lab.boundingBox();
  await typeInto(lab, 'flood');
  await pressRun(lab);
  await lab.getByText('готово').waitFor();
  assert.equal((await linesOf(lab)).length, 2000);
  await lab.getByText('1000 строк выше').waitFor();
  const after = await lab.boundingBox();
  assert.equal(after?.height, before?.height);
  await page.context().close();
});

test('everything is reached by the keyboard', async () => {
  const { page } = await site.open({}, scriptWorker);
  const lab = labOf(page, id);
  await reach(lab);
  await lab.locator('button.run').focus();
  const order: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    order.push(
      await page.evaluate(() => {
        const focused = document.activeElement;
        return focused?.ariaLabel ?? (focused?.textContent ?? '').trim();
      }),
    );
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(order, stopsOfBlock);
  await page.context().close();
});

test('Copy takes the commands, or the run as Markdown', async () => {
  const { page } = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] }, scriptWorker);
  const lab = labOf(page, id);
  await typeInto(lab, 'to copy');
  await pressRun(lab);
  await lab.getByText('готово').waitFor();
  const copied = async (what: string): Promise<string> => {
    await lab.locator('summary.copy').click();
    await lab.getByRole('button', { name: what, exact: true }).click();
    await lab.getByText('Скопировано').waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied('Команды и вывод (Markdown)'), '```erlang\n1> to copy\nto copy\n```\n');
  assert.equal(await copied('Команды'), 'to copy\n');
  await page.context().close();
});
