/**
 * The syntax tree. It mirrors Erlang's abstract format (OTP's user's guide of erts, "The
 * Abstract Format") node for node, so that terms/abstract-format.ts can translate both ways
 * without loss: `type` is the tag of the Erlang tuple, camel-cased words stand where OTP's
 * documentation names the element. Expressions, patterns, guards and types share the nodes that
 * the abstract format shares; which node may stand where is the parser's and the linter's duty.
 */
import type { Position } from './position.ts';

interface Node {
  readonly pos: Position;
}

// ── Literals ────────────────────────────────────────────────────────────────────────────────
export interface AtomNode extends Node {
  readonly type: 'atom';
  readonly name: string;
}
export interface CharNode extends Node {
  readonly type: 'char';
  /** A Unicode code point. */
  readonly value: number;
}
export interface IntegerNode extends Node {
  readonly type: 'integer';
  readonly value: number | bigint;
}
export interface FloatNode extends Node {
  readonly type: 'float';
  readonly value: number;
}
export interface StringNode extends Node {
  readonly type: 'string';
  /** Code points, so that lone surrogates survive. */
  readonly codes: readonly number[];
}

// ── Variables and constructors ──────────────────────────────────────────────────────────────
export interface VarNode extends Node {
  readonly type: 'var';
  /** `_` is the anonymous variable. */
  readonly name: string;
}
export interface TupleNode extends Node {
  readonly type: 'tuple';
  readonly elements: readonly Expr[];
}
export interface NilNode extends Node {
  readonly type: 'nil';
}
export interface ConsNode extends Node {
  readonly type: 'cons';
  readonly head: Expr;
  readonly tail: Expr;
}
export interface BinElement extends Node {
  readonly value: Expr;
  /** `null` is OTP's `default`. */
  readonly size: Expr | null;
  /** Type specifiers as written, e.g. `['integer', 'signed', ['unit', 8]]`; `null` is `default`. */
  readonly types: readonly (string | readonly [string, number])[] | null;
}
export interface BinNode extends Node {
  readonly type: 'bin';
  readonly elements: readonly BinElement[];
}
export interface MapField extends Node {
  /** `=>` or `:=`. */
  readonly type: 'map_field_assoc' | 'map_field_exact';
  readonly key: Expr;
  readonly value: Expr;
}
export interface MapNode extends Node {
  readonly type: 'map';
  /** The map that is updated; `null` for a new map or a pattern. */
  readonly base: Expr | null;
  readonly fields: readonly MapField[];
}
export interface RecordField extends Node {
  /** The field's name; `_` for `_ = Value`. */
  readonly name: string;
  readonly value: Expr;
}
export interface RecordNode extends Node {
  readonly type: 'record';
  /** The record that is updated; `null` for a new record or a pattern. */
  readonly base: Expr | null;
  readonly name: string;
  readonly fields: readonly RecordField[];
}
export interface RecordAccessNode extends Node {
  readonly type: 'record_field';
  readonly base: Expr;
  readonly name: string;
  readonly field: string;
  /** Where the field's name stands. */
  readonly fieldPos?: Position;
}
/** `#name.field`. */
export interface RecordIndexNode extends Node {
  readonly type: 'record_index';
  readonly name: string;
  readonly field: string;
  readonly fieldPos?: Position;
}

// ── Operations and calls ────────────────────────────────────────────────────────────────────
export interface OpNode extends Node {
  readonly type: 'op';
  /** Also `andalso` and `orelse`; not `=`, `catch` or the match alias. */
  readonly op: string;
  /** `null` for a unary operator. */
  readonly left: Expr | null;
  readonly right: Expr;
}
/** `Pattern = Expr`; in a pattern, an alias of two patterns. */
export interface MatchNode extends Node {
  readonly type: 'match';
  readonly pattern: Expr;
  readonly value: Expr;
}
export interface CallNode extends Node {
  readonly type: 'call';
  /** An atom or an expression for a local call, a `RemoteNode` for `M:F(…)`. */
  readonly callee: Expr;
  readonly args: readonly Expr[];
}
export interface RemoteNode extends Node {
  readonly type: 'remote';
  readonly module: Expr;
  readonly name: Expr;
}
export interface CatchNode extends Node {
  readonly type: 'catch';
  readonly expr: Expr;
}

// ── Control ─────────────────────────────────────────────────────────────────────────────────
/** Alternatives of conjunctions; empty when there is no guard. */
export type Guard = readonly (readonly Expr[])[];
export interface Clause extends Node {
  /** One for `case`, `receive` and `of`; none for `if`; the arguments for functions. */
  readonly patterns: readonly Expr[];
  readonly guard: Guard;
  readonly body: readonly Expr[];
}
/** A clause of `catch` in `try`. */
export interface CatchClause extends Node {
  /** `null` when not written (`throw`). */
  readonly class: AtomNode | VarNode | null;
  readonly pattern: Expr;
  /** The variable bound to the stack trace; `null` when not written. */
  readonly stacktrace: VarNode | null;
  readonly guard: Guard;
  readonly body: readonly Expr[];
}
export interface BlockNode extends Node {
  readonly type: 'block';
  readonly body: readonly Expr[];
}
export interface IfNode extends Node {
  readonly type: 'if';
  readonly clauses: readonly Clause[];
}
export interface CaseNode extends Node {
  readonly type: 'case';
  readonly value: Expr;
  readonly clauses: readonly Clause[];
}
export interface ReceiveNode extends Node {
  readonly type: 'receive';
  readonly clauses: readonly Clause[];
  readonly after: { readonly timeout: Expr; readonly body: readonly Expr[] } | null;
}
export interface TryNode extends Node {
  readonly type: 'try';
  readonly body: readonly Expr[];
  readonly clauses: readonly Clause[];
  readonly handlers: readonly CatchClause[];
  readonly after: readonly Expr[];
}
/** `maybe … else … end` (OTP 25, behind `-feature(maybe_expr, enable)`). */
export interface MaybeNode extends Node {
  readonly type: 'maybe';
  readonly body: readonly Expr[];
  /** Empty when there is no `else`. */
  readonly clauses: readonly Clause[];
  /** Where `else` stands. */
  readonly elsePos?: Position;
}
/** `Pattern ?= Expr`, only directly in the body of a `maybe`. */
export interface MaybeMatchNode extends Node {
  readonly type: 'maybe_match';
  readonly pattern: Expr;
  readonly value: Expr;
}

// ── Funs and comprehensions ─────────────────────────────────────────────────────────────────
export interface FunNode extends Node {
  readonly type: 'fun';
  readonly clauses: readonly Clause[];
}
export interface NamedFunNode extends Node {
  readonly type: 'named_fun';
  readonly name: string;
  readonly clauses: readonly Clause[];
}
/** `fun f/1`. */
export interface LocalFunRefNode extends Node {
  readonly type: 'fun_local';
  readonly name: string;
  readonly arity: number;
}
/** `fun m:f/1`, each part an expression. */
export interface RemoteFunRefNode extends Node {
  readonly type: 'fun_remote';
  readonly module: Expr;
  readonly name: Expr;
  readonly arity: Expr;
}
export interface Generator extends Node {
  readonly type: 'generate' | 'b_generate';
  readonly pattern: Expr;
  readonly value: Expr;
}
/** A generator or a filter. */
export type Qualifier = Generator | Expr;
/** Whether a qualifier is a generator. */
export function isGenerator(qualifier: Qualifier): qualifier is Generator {
  return qualifier.type === 'generate' || qualifier.type === 'b_generate';
}
export interface ListComprehensionNode extends Node {
  readonly type: 'lc';
  readonly template: Expr;
  readonly qualifiers: readonly Qualifier[];
}
export interface BinComprehensionNode extends Node {
  readonly type: 'bc';
  readonly template: Expr;
  readonly qualifiers: readonly Qualifier[];
}

/** A term that is already evaluated (OTP's `{value, Anno, Term}` in the shell); opaque here. */
export interface ValueNode extends Node {
  readonly type: 'value';
  readonly term: unknown;
}

export type Expr =
  | AtomNode
  | CharNode
  | IntegerNode
  | FloatNode
  | StringNode
  | VarNode
  | TupleNode
  | NilNode
  | ConsNode
  | BinNode
  | MapNode
  | RecordNode
  | RecordAccessNode
  | RecordIndexNode
  | OpNode
  | MatchNode
  | CallNode
  | RemoteNode
  | CatchNode
  | BlockNode
  | IfNode
  | CaseNode
  | ReceiveNode
  | TryNode
  | MaybeNode
  | MaybeMatchNode
  | FunNode
  | NamedFunNode
  | LocalFunRefNode
  | RemoteFunRefNode
  | ListComprehensionNode
  | BinComprehensionNode
  | ValueNode;

// ── Types (specs, type and opaque declarations, typed records) ──────────────────────────────
export type TypeNode =
  | AtomNode
  | IntegerNode
  | CharNode
  | VarNode
  | {
      readonly type: 'op_type';
      readonly pos: Position;
      readonly op: string;
      readonly left: TypeNode | null;
      readonly right: TypeNode;
    }
  | { readonly type: 'ann_type'; readonly pos: Position; readonly name: VarNode; readonly of: TypeNode }
  /**
   * A built-in type: `integer()`, `tuple()`, `{a, b}` as `tuple` with args, `union`, `range`, `fun` …
   * `any` with args 'any' stands for the arguments of `fun((...) -> T)`. A `bounded_fun` holds the
   * fun and then its constraints; a `constraint` holds `is_subtype`, the variable and its type.
   */
  | { readonly type: 'type'; readonly pos: Position; readonly name: string; readonly args: readonly TypeNode[] | 'any' }
  | { readonly type: 'user_type'; readonly pos: Position; readonly name: string; readonly args: readonly TypeNode[] }
  | {
      readonly type: 'remote_type';
      readonly pos: Position;
      readonly module: AtomNode;
      readonly name: AtomNode;
      readonly args: readonly TypeNode[];
    };

// ── Forms ───────────────────────────────────────────────────────────────────────────────────
export interface FunctionForm extends Node {
  readonly type: 'function';
  readonly name: string;
  readonly arity: number;
  readonly clauses: readonly Clause[];
}
export interface RecordFieldDef extends Node {
  readonly name: string;
  readonly default: Expr | null;
  readonly typed: TypeNode | null;
}
export interface RecordForm extends Node {
  readonly type: 'record_def';
  readonly name: string;
  readonly fields: readonly RecordFieldDef[];
}
export interface NameArity {
  readonly name: string;
  readonly arity: number;
}
export interface ExportForm extends Node {
  readonly type: 'export';
  readonly functions: readonly NameArity[];
}
export interface ImportForm extends Node {
  readonly type: 'import';
  readonly module: string;
  readonly functions: readonly NameArity[];
}
export interface ModuleForm extends Node {
  readonly type: 'module';
  readonly name: string;
}
/** `-file("name", Line).`, also made by the preprocessor around includes. */
export interface FileForm extends Node {
  readonly type: 'file';
  readonly file: string;
  readonly line: number;
}
export interface TypeForm extends Node {
  readonly type: 'type_def';
  readonly kind: 'type' | 'opaque';
  readonly name: string;
  readonly params: readonly VarNode[];
  readonly of: TypeNode;
}
export interface SpecForm extends Node {
  readonly type: 'spec';
  readonly kind: 'spec' | 'callback';
  readonly module: string | null;
  readonly name: string;
  readonly arity: number;
  readonly clauses: readonly TypeNode[];
}
/** Any other attribute; the value is kept as a constant expression. */
export interface AttributeForm extends Node {
  readonly type: 'attribute';
  readonly name: string;
  readonly value: Expr;
}
export interface EofForm extends Node {
  readonly type: 'eof';
}

export type Form =
  | ModuleForm
  | ExportForm
  | ImportForm
  | FileForm
  | RecordForm
  | TypeForm
  | SpecForm
  | AttributeForm
  | FunctionForm
  | EofForm;
