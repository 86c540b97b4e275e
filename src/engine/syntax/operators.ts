/** Erlang's operators with their binding strength, shared by the parser and the printer. */

export interface BinaryOperator {
  /** Higher binds tighter. */
  readonly strength: number;
  readonly side: 'left' | 'right' | 'none';
  /** May stand in the head of a function clause. */
  readonly pattern: boolean;
}

export const MATCH_STRENGTH = 100;
export const COMPARE_STRENGTH = 200;
export const PREFIX_STRENGTH = 600;

const ROWS: readonly (readonly [BinaryOperator, readonly string[]])[] = [
  [{ strength: MATCH_STRENGTH, side: 'right', pattern: true }, ['=']],
  [{ strength: MATCH_STRENGTH, side: 'right', pattern: false }, ['!']],
  [{ strength: 150, side: 'right', pattern: false }, ['orelse']],
  [{ strength: 160, side: 'right', pattern: false }, ['andalso']],
  [{ strength: COMPARE_STRENGTH, side: 'none', pattern: true }, ['==', '/=', '=<', '<', '>=', '>', '=:=', '=/=']],
  [{ strength: 300, side: 'right', pattern: true }, ['++', '--']],
  [{ strength: 400, side: 'left', pattern: true }, ['+', '-', 'bor', 'bxor', 'bsl', 'bsr', 'or', 'xor']],
  [{ strength: 500, side: 'left', pattern: true }, ['/', '*', 'div', 'rem', 'band', 'and']],
];

export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map(
  ROWS.flatMap(([operator, words]) => words.map((word) => [word, operator] as const)),
);

/** `+`, `-`, `bnot`, `not` before an operand. */
export function isPrefixOperator(type: string): boolean {
  return type === '-' || type === '+' || type === 'not' || type === 'bnot';
}

/** Operators of numbers. */
export const ARITHMETIC_OPERATORS: ReadonlySet<string> = new Set(
  '+ - * / div rem band bor bxor bsl bsr bnot'.split(' '),
);

/** Operators that a guard may have. */
export const GUARD_OPERATORS: ReadonlySet<string> = new Set([
  ...ARITHMETIC_OPERATORS,
  ...'and or xor not == /= =:= =/= < > =< >= andalso orelse'.split(' '),
]);
