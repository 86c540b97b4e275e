// Looks that the reader's system asks for: colours of its own choice (forced-colors), no motion.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { scriptWorker } from './scripted-worker.ts';
import { editorOf, labOf, pressRun, runFast, typeInto, useSite } from './site.ts';

const site = useSite();
const id = 'redbug-calls';

/** The colours and frames by which an element can be told from what is around it. */
type Look = { readonly color: string; readonly background: string; readonly outline: string; readonly border: string };

function lookOf(element: Locator, pseudo: string | null = null): Promise<Look> {
  return element.evaluate((one, part) => {
    const style = getComputedStyle(one, part);
    return {
      color: style.color,
      background: style.backgroundColor,
      outline: style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`,
      border: `${style.borderLeftWidth} ${style.borderLeftColor}`,
    };
  }, pseudo);
}

async function openForced(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.reload();
}

test('forced-colors: text, controls and signs stand out from the paper', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/redbug/');
  await openForced(page);
  const lost = await page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const canvas = document.createElement('div');
    canvas.style.backgroundColor = 'Canvas';
    document.body.append(canvas);
    const plain = getComputedStyle(canvas).backgroundColor;
    canvas.remove();
    const seen = [...document.querySelectorAll('main *, .tools *, #contents *')].filter((one) => one.checkVisibility());
    return seen
      .filter((one) => {
        const { color, backgroundColor, fill } = getComputedStyle(one);
        const own = one instanceof SVGElement ? fill : color;
        const behind = backgroundColor === 'rgba(0, 0, 0, 0)' ? plain : backgroundColor;
        return own === behind || (own === paper && behind === paper);
      })
      .map((one) => `${one.tagName} ${one.getAttribute('class') ?? ''}`);
  });
  assert.deepEqual(lost, []);
  const run = await lookOf(labOf(page, id).locator('button.run'));
  assert.notEqual(run.border, '0px rgb(0, 0, 0)');
  // A cat's letter is told from its head, and each cat's head from the next by its coat.
  const coats = await page.locator('.out svg.ct').evaluateAll((all) =>
    all.map((cat) => {
      const { fill, color } = getComputedStyle(cat);
      return cat.classList.contains('Vasjka') ? true : fill !== color;
    }),
  );
  assert.ok(coats.length > 0 && coats.every((isTold) => isTold));
  const underlines = await page
    .locator('.out .cat')
    .evaluateAll((all) => [
      ...new Set(all.map((one) => `${one.textContent}: ${getComputedStyle(one).textDecorationStyle}`)),
    ]);
  assert.equal(new Set(underlines.map((one) => one.split(': ')[1])).size, underlines.length, underlines.join(', '));
  const signs = await page
    .locator('.out svg.sg use')
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href')))]);
  assert.ok(signs.length > 1);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('forced-colors: focus, pressed buttons, the place of a link and what runs are marked by frames', async () => {
  const { page } = await site.open({}, scriptWorker, '/redbug/');
  await openForced(page);
  const lab = labOf(page, id);
  await lab.hover();
  for (const control of ['button.run', '.share', '.typed', '.out', 'select.pace']) {
    const one = lab.locator(control).first();
    await one.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const framed = control === '.typed' ? lab.locator('.prompt') : one;
    assert.match((await lookOf(framed)).outline, /^[2-9]px/, control);
  }
  const edit = lab.locator('button.edit');
  const before = await lookOf(edit);
  await edit.click();
  await lab.locator('.cm-content').waitFor();
  await page.keyboard.press('Escape');
  await lab.locator('.typed[tabindex]').waitFor();
  await edit.click();
  await page.locator('button.edit[aria-pressed=true]').waitFor();
  assert.notDeepEqual(await lookOf(edit), before);
  await typeInto(lab, 'wait');
  await pressRun(lab);
  await lab.getByText('работает').waitFor();
  const pulse = await lookOf(lab.locator('.pulse'));
  assert.notEqual(pulse.background, (await lookOf(page.locator('body'))).background);
  await page.goto(new URL('#lab-redbug-msec', page.url()).href);
  assert.match((await lookOf(labOf(page, 'redbug-msec'))).outline, /^2px/);
  assert.equal((await lookOf(labOf(page, 'redbug-usec'))).outline, 'none');
  await page.context().close();
});

test('forced-colors: lit tokens, diagnostics and the chosen completion are told apart', async () => {
  const { page } = await site.open({}, undefined, '/redbug/');
  await openForced(page);
  const lab = labOf(page, id);
  await lab.locator('.out').focus();
  // The keys are heard as soon as what hears them has come.
  const isLit = (): Promise<boolean> => page.evaluate(() => [...CSS.highlights.values()].some((one) => one.size > 0));
  for (let wait = 0; wait < 50 && !(await isLit()); wait += 1) {
    await lab.locator('.out').press('ArrowRight');
    await page.waitForTimeout(100);
  }
  assert.ok(await isLit(), 'no token is lit');
  const paper = (await lookOf(page.locator('body'))).background;
  const [current, same] = [
    await lookOf(lab.locator('.out'), '::highlight(current-token)'),
    await lookOf(lab.locator('.out'), '::highlight(same-token)'),
  ];
  for (const one of [current, same]) assert.ok(one.background !== paper && one.color !== one.background);
  assert.notEqual(current.background, same.background);
  await editorOf(lab);
  await typeInto(lab, 'lists:sum([1, 2).');
  const wrong = lab.locator('.cm-lintRange-error').first();
  await wrong.waitFor();
  assert.match(
    await wrong.evaluate((one) => getComputedStyle(one).textDecoration),
    /underline.*dashed|dashed.*underline/,
  );
  await typeInto(lab, 'lists:ke');
  await page.keyboard.press('Control+Space');
  const chosen = page.locator('.cm-tooltip-autocomplete li[aria-selected]');
  await chosen.waitFor();
  assert.match((await lookOf(chosen)).outline, /^1px/);
  assert.equal(
    (await lookOf(page.locator('.cm-tooltip-autocomplete li:not([aria-selected])').first())).outline,
    'none',
  );
  await page.context().close();
});

/** What moves by itself now, but for what only waits for its end. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => (effect instanceof KeyframeEffect ? (effect.target?.className ?? '') : 'unknown')),
  );
}

test('with reduced motion nothing moves by itself: not on arrival, in a run, in the editor or in a dialog', async () => {
  const { page, complaints } = await site.open({ reducedMotion: 'reduce' }, scriptWorker, '/redbug/');
  await page.goto(new URL(`#lab-${id}`, page.url()).href);
  assert.deepEqual(await moving(page), []);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  const lab = labOf(page, id);
  await typeInto(lab, 'wait');
  assert.deepEqual(await moving(page), []);
  await pressRun(lab);
  await lab.getByText('работает').waitFor();
  assert.equal(await lab.locator('.pulse').isVisible(), true);
  assert.deepEqual(await moving(page), []);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.getByRole('searchbox').waitFor();
  assert.deepEqual(await moving(page), []);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('without that wish the pulse of a run is all that moves', async () => {
  const { page } = await site.open({ reducedMotion: 'no-preference' }, scriptWorker, '/redbug/');
  const lab = labOf(page, id);
  await typeInto(lab, 'wait');
  await pressRun(lab);
  await lab.getByText('работает').waitFor();
  assert.deepEqual(await moving(page), ['pulse']);
  await page.context().close();
});

test('typed lines in an output are parted by a hairline, recorded as live, and it takes no height', async () => {
  const { page } = await site.open({}, undefined, '/trace-flags/');
  const lab = labOf(page, 'flags-new');
  type Part = { readonly border: string; readonly height: number; readonly step: number };
  const parts = (): Promise<Part[]> =>
    lab.locator('.ln').evaluateAll((lines) =>
      lines.flatMap((line, index) => {
        if (!line.classList.contains('typed-line')) return [];
        const { borderTopWidth, borderTopStyle } = getComputedStyle(line);
        const [own, last] = [line.getBoundingClientRect(), lines[index - 1]?.getBoundingClientRect()];
        const step = last === undefined ? 0 : Math.round((own.bottom - last.bottom) * 10) / 10;
        const height = Math.round((own.height - parseFloat(borderTopWidth)) * 10) / 10;
        return [{ border: `${borderTopWidth} ${borderTopStyle}`, height, step }];
      }),
    );
  const recorded = await parts();
  const before = await lab.boundingBox();
  assert.ok(recorded.length > 2);
  assert.deepEqual(
    recorded.map(({ border }) => border),
    recorded.map((_, index) => (index === 0 ? '0px none' : '1px solid')),
  );
  for (const { height, step } of recorded.slice(1)) assert.equal(step, height);
  await runFast(lab);
  assert.deepEqual(await parts(), recorded);
  assert.equal((await lab.boundingBox())?.height, before?.height);
  await page.context().close();
});
