// The page by the keyboard alone: everything is reached, named and seen to have the focus, and the focus is never lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { scriptWorker } from './scripted-worker.ts';
import { labOf, stopsOfBlock, useSite } from './site.ts';

const site = useSite();

type Stop = {
  /** As screen readers have them. */
  readonly role: string;
  readonly name: string;
  readonly isRinged: boolean;
  readonly isInWindow: boolean;
  /** The header, the contents, or the id of what it stands in. */
  readonly place: string;
};

/** Role and name of what has the focus, from the browser's own tree of what is accessible. */
async function namedFocus(session: CDPSession): Promise<{ readonly role: string; readonly name: string }> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await session.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId ?? '',
    fetchRelatives: false,
  });
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { role: text(nodes[0]?.role?.value), name: text(nodes[0]?.name?.value) };
}

/** Presses Tab and tells where it led. */
async function tab(page: Page, session: CDPSession): Promise<Stop> {
  await page.keyboard.press('Tab');
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    // A typed line shows its focus on the whole prompt.
    const ringed = focused.matches('.typed') ? (focused.closest('.prompt') ?? focused) : focused;
    const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(ringed);
    const isRinged = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    const { top, bottom, width, height } = ringed.getBoundingClientRect();
    const place = focused.closest('.tools') !== null ? 'tools' : (focused.closest('#contents, .lab, main')?.id ?? '');
    return {
      isRinged: isRinged && Number(opacity) > 0 && width > 0 && height > 0,
      isInWindow: bottom > 0 && top < innerHeight,
      place,
    };
  });
  assert.ok(seen !== null, 'Tab led nowhere');
  return { ...seen, ...(await namedFocus(session)) };
}

/** What has the focus, in few words. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement;
    return one?.ariaLabel ?? (one?.textContent ?? '').trim().slice(0, 40);
  });
}

async function pressUntilFocused(page: Page, session: CDPSession, name: RegExp, most = 80): Promise<void> {
  for (let step = 0; step < most; step += 1) if (name.test((await tab(page, session)).name)) return;
  throw new Error(`Tab does not reach ${String(name)}`);
}

test('Tab alone leads from the top through header, contents and the first example; each stop is named and seen', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/redbug/');
  const session = await page.context().newCDPSession(page);
  const stops: Stop[] = [];
  while (stops.at(-1)?.name !== 'Темп времени' && stops.length < 80) stops.push(await tab(page, session));
  for (const stop of stops) {
    const told = JSON.stringify(stop);
    assert.ok(stop.name.length > 0, `no name: ${told}`);
    assert.ok(stop.isRinged, `no ring: ${told}`);
    assert.ok(stop.isInWindow, `out of sight: ${told}`);
    assert.match(stop.role, /^(?:link|button|combobox|DisclosureTriangle|group|log|generic)$/, told);
  }
  assert.equal(stops[0]?.name, 'К тексту');
  const places = stops.map(({ place }) => place).filter((place, index, all) => index === 0 || place !== all[index - 1]);
  assert.deepEqual(places, ['', 'tools', 'contents', 'text', 'lab-redbug-calls']);
  const ofLab = stops.filter(({ place }) => place === 'lab-redbug-calls').map(({ name }) => name);
  assert.deepEqual(ofLab, stopsOfBlock);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('by keyboard: the skip link, a run, and out of the editor, the menu and the shell with Esc, the focus where it was', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/redbug/');
  const session = await page.context().newCDPSession(page);
  const lab = labOf(page, 'redbug-calls');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#text');
  await pressUntilFocused(page, session, /^Запустить$/, 20);
  await page.keyboard.press('Enter');
  await lab.getByText('готово').waitFor();
  assert.equal(await focused(page), 'Запустить');

  await pressUntilFocused(page, session, /^Копировать$/, 6);
  await page.keyboard.press('Enter');
  await tab(page, session);
  assert.equal(await focused(page), 'Команды');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'Копировать');
  assert.equal(await lab.locator('.menu[open]').count(), 0);

  await pressUntilFocused(page, session, /^Открыть в шелле$/, 4);
  await page.keyboard.press('Enter');
  await lab.locator('.shell-line textarea').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('.shell-line textarea'));
  await page.keyboard.press('Escape');
  await lab.locator('.shell-line').waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'Открыть в шелле');

  await pressUntilFocused(page, session, /^Строка для шелла/, 4);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('.cm-content'));
  await page.keyboard.type(' % и ещё');
  await page.keyboard.press('Control+Enter');
  await lab.getByText('готово').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.matches('.typed[tabindex]'));
  assert.match(await focused(page), /^Строка для шелла; Enter — править/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('dialogs give the focus back to what opened them', async () => {
  const { page, complaints } = await site.open({}, scriptWorker, '/redbug/');
  const session = await page.context().newCDPSession(page);
  for (const [name, role] of [
    [/^Поиск/, 'searchbox'],
    [/^Клавиши$/, 'button'],
  ] as const) {
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await page.reload();
    await pressUntilFocused(page, session, name, 10);
    const opener = await focused(page);
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').getByRole(role).first().waitFor();
    assert.ok(await page.evaluate(() => document.activeElement?.closest('dialog') !== null));
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), opener);
  }
  await page.goto(new URL('/cat-traveler/', page.url()).href);
  const isSource = (): Promise<boolean> => page.evaluate(() => document.activeElement?.matches('a.src') === true);
  for (let step = 0; step < 60 && !(await isSource()); step += 1) await tab(page, session);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open] .cm-content').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('dialog') != null);
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'cat_traveler');
  assert.deepEqual(complaints, []);
  await page.context().close();
});
