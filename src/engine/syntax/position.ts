/** Places in source text. Both numbers count from 1, as Erlang's `{Line, Column}` do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
