/**
 * Compares every group of transcripts with what the engine prints: the files `*.cases` case by case, those of the
 * article and of the draft step by step. What differs and why we know of it is in differences.json: a case's name as
 * `group/case`, a step's as `transcript#step`, and the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCases } from '../../scripts/cases-format.ts';
import type { Case } from '../../scripts/cases-format.ts';
import type { Sources } from '../../scripts/erlang-sources.ts';
import { replayCase } from '../../scripts/replay.ts';
import { articleNames, compareArticle, compareDraft } from './article.ts';
import type { Comparison } from './article.ts';
import { differences } from './compare.ts';
import type { Difference } from './compare.ts';

const HERE = import.meta.dirname;
const ARTICLE = 'article';
const DRAFT = 'draft';

/** A case or a step that is printed otherwise; `key` names it in differences.json. */
export interface Failure {
  readonly key: string;
  readonly name: string;
  readonly differences: readonly Difference[];
}

export interface Outcome {
  readonly group: string;
  readonly unit: 'cases' | 'steps';
  readonly total: number;
  readonly failures: readonly Failure[];
}

/** Why known differences remain, by key. */
export function readReasons(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(HERE, 'differences.json'), 'utf8')) as Readonly<Record<string, string>>;
}

/** All groups, or those named; `article` names all transcripts of the article. */
export function* outcomes(wanted: readonly string[], sources: Sources): Generator<Outcome> {
  const isWanted = (group: string): boolean => wanted.length === 0 || wanted.includes(group);
  for (const file of readdirSync(HERE)) {
    const group = file.replace(/\.cases$/, '');
    if (file !== group && isWanted(group)) yield group === DRAFT ? draftOutcome(sources) : casesOutcome(group, sources);
  }
  for (const name of articleNames()) {
    if (!isWanted(name) && !wanted.includes(ARTICLE)) continue;
    const compared = compareArticle(name, sources);
    yield { group: name, unit: 'steps', total: compared.steps, failures: failedSteps(name, compared) };
  }
}

function draftOutcome(sources: Sources): Outcome {
  const parts = compareDraft(sources);
  return {
    group: DRAFT,
    unit: 'steps',
    total: parts.reduce((sum, [, { steps }]) => sum + steps, 0),
    failures: parts.flatMap(([name, compared]) => failedSteps(`${DRAFT}/${name}`, compared)),
  };
}

/** What differs of a transcript, by step. */
function failedSteps(name: string, { differences: found }: Comparison): Failure[] {
  const steps = [...new Set(found.map(({ step }) => step))];
  return steps.map((step) => ({
    key: `${name}#${step}`,
    name,
    differences: found.filter((difference) => difference.step === step),
  }));
}

function casesOutcome(group: string, sources: Sources): Outcome {
  const cases = parseCases(readFileSync(join(HERE, `${group}.cases`), 'utf8'));
  const failures = cases
    .map((one) => ({ key: `${group}/${one.name}`, name: one.name, differences: check(one, sources) }))
    .filter((failure) => failure.differences.length > 0);
  return { group, unit: 'cases', total: cases.length, failures };
}

function check(one: Case, sources: Sources): Difference[] {
  try {
    return differences(one, replayCase(one, sources, [join(HERE, 'files')]));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ step: 0, input: '(the engine failed)', expected: '', actual: text }];
  }
}
