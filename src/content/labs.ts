// Every runnable example of the article: one row each, the same in all languages. The recorder runs the rows at build
// time, the page shows them, and the reader's edits start from them. Ids are part of links and never change.

export type LabRow = {
  readonly id: string;
  /** The section it belongs to. */
  readonly section: 'intro' | 'redbug';
  /** `cats`: the node of cat_traveler under load; `bare`: a shell alone. */
  readonly world: 'cats' | 'bare';
  readonly seed: number;
  readonly code: string;
};

export const labs = [
  {
    id: 'first-trace',
    section: 'intro',
    world: 'cats',
    seed: 7,
    code: 'redbug:start("cat_traveler:enter/2 -> return", [{msgs, 2}]).',
  },
  {
    id: 'redbug-calls',
    section: 'redbug',
    world: 'cats',
    seed: 1,
    code: 'redbug:start("cat_traveler:enter/2 -> return", [{time, 15000}, {msgs, 10}]).',
  },
  {
    id: 'redbug-msec',
    section: 'redbug',
    world: 'cats',
    seed: 2,
    code: 'redbug:start("cat_traveler:enter/2 -> return",\n             [{time, 15000}, {msgs, 10}, {print_msec, true}]).',
  },
  {
    id: 'redbug-filter',
    section: 'redbug',
    world: 'cats',
    seed: 3,
    code: 'redbug:start("cat_traveler:enter({cat,<<\\"Tihon\\">>}, _) -> return",\n             [{time, 15000}, {msgs, 10}]).',
  },
  {
    id: 'redbug-stack',
    section: 'redbug',
    world: 'cats',
    seed: 4,
    code: 'redbug:start("cat_traveler:enter/2 -> stack,return", [{time, 15000}, {msgs, 10}]).',
  },
  {
    id: 'redbug-module',
    section: 'redbug',
    world: 'cats',
    seed: 5,
    code: 'redbug:start("cat_traveler -> return", [{time, 15000}, {msgs, 10}]).',
  },
] as const satisfies readonly LabRow[];

export type LabId = (typeof labs)[number]['id'];

/** The row of a lab. */
export function labRow(id: LabId): LabRow {
  const row = labs.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no lab ${id}`);
  return row;
}
