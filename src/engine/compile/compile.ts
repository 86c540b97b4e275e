/**
 * The door of the compiler: the forms of a module that lint has accepted become a description
 * (`ModuleCode`) and the functions as statements (`ModuleBody`). Nothing is printed or evaluated here.
 */
import type { Expr, Form, FunctionForm, NameArity } from '../syntax/ast.ts';
import type { FunctionInfo, ModuleBody, ModuleCode } from './abi.ts';
import type { CompileOptions, ModuleContext, Parts } from './context.ts';
import { lowerBinary } from './binaries.ts';
import { lowerCall } from './calls.ts';
import { lowerComprehension } from './comprehensions.ts';
import { lowerCatch, lowerTry } from './exceptions.ts';
import { lowerFun, lowerFunRef, lowerRemoteFunRef } from './funs.ts';
import { lowerMaybe, lowerMaybeMatch } from './maybe.ts';
import { lowerReceive } from './receive.ts';
import { remoteEntry } from './context.ts';
import { complete, functionClauses, moduleInfo, newFunction, reserve } from './functions.ts';
import { declaredCallbacks, withBehaviourInfo } from './callbacks.ts';
import { nameFuns } from './fun-names.ts';
import { hashText } from './hash-text.ts';
import { sourceText } from './source-text.ts';

export type { BifKind, CompileOptions } from './context.ts';

export interface Compiled {
  readonly code: ModuleCode;
  /** What link-text.ts prints JavaScript from. */
  readonly body: ModuleBody;
}

const PARTS: Parts = {
  statements: {
    call: lowerCall,
    receive: lowerReceive,
    try: lowerTry,
    catch: lowerCatch,
    maybe: lowerMaybe,
    maybe_match: lowerMaybeMatch,
    comprehension: lowerComprehension,
  },
  values: { bin: lowerBinary, fun: lowerFun, fun_local: lowerFunRef, fun_remote: lowerRemoteFunRef },
};

/** Attributes that steer compilation and are not shown by `module_info(attributes)`. */
const HIDDEN = new Set([
  'fun_uniq',
  'fun_order',
  'fun_name',
  'feature',
  'compile',
  'on_load',
  'export_type',
  'nifs',
  'optional_callbacks',
  'dialyzer',
  'record',
  'file',
]);

/** Compiles the forms of a module. */
export function compile(written: readonly Form[], options: CompileOptions = {}): Compiled {
  const forms = withBehaviourInfo(written);
  const m = moduleContext(forms, options);
  const functions = forms.filter((form) => form.type === 'function');
  for (const form of functions) m.locals.set(`${form.name}/${form.arity}`, reserve(m, form.name, form.arity));
  const exportAll =
    options.exportAll === true ||
    forms.some((form) => form.type === 'attribute' && form.name === 'compile' && mentions(form.value, 'export_all'));
  const informed = [0, 1].map((arity) => reserve(m, 'module_info', arity));
  informed.forEach((index, arity) => m.locals.set(`module_info/${arity}`, index));
  const fixed = m.functions.length;

  for (const form of forms) {
    if (form.type === 'file') {
      m.file = m.files.indexOf(form.file);
      if (m.file < 0) m.file = m.files.push(form.file) - 1;
    } else if (form.type === 'function') lowerFunction(m, form);
  }
  m.file = -1;
  informed.forEach((index, arity) => {
    const fn = newFunction(m, {
      index,
      name: 'module_info',
      arity,
      width: arity,
      home: `module_info/${arity}`,
      env: false,
      captured: [],
      selfName: null,
    });
    moduleInfo(fn, remoteEntry(m, 'erlang', 'get_module_info', arity + 1));
    complete(fn);
  });

  renameFun(m, attribute(forms, 'fun_name'));
  numberFuns(m, attribute(forms, 'fun_order') !== null);
  const exported = new Set<string>(['module_info/0', 'module_info/1']);
  for (const form of forms)
    if (form.type === 'export') for (const f of form.functions) exported.add(`${f.name}/${f.arity}`);
  const exports: number[] = [];
  for (let i = 0; i < fixed; i++) {
    const { name, arity } = m.functions[i];
    if (exportAll || exported.has(`${name}/${arity}`)) exports.push(i);
  }
  const body: ModuleBody = {
    literals: [...m.literals.keys()],
    remotes: [...m.remotes.keys()].map((key) => JSON.parse(key) as [string, string, number]),
    guards: [...m.guards.keys()],
    functions: m.functions.map(({ text }) => text),
  };
  const digest = hashText(JSON.stringify(body) + m.sites.join());
  const infos: FunctionInfo[] = m.functions.map(({ name, arity, fun }) =>
    fun === undefined ? { name, arity } : { name, arity, fun },
  );
  const code: ModuleCode = {
    name: m.name,
    uniq: uniqOf(forms) ?? digest.small,
    functions: infos,
    exports,
    sites: m.sites,
    files: m.files,
    attributes: attributesText(forms, digest.decimal),
    compileInfo: compileInfo(options, m.files[0] ?? ''),
    md5: digest.hex,
    onLoad: onLoadOf(forms),
    ...requiredCallbacks(written),
  };
  return { code, body };
}

/** `module_info(compile)` as source text. */
function compileInfo({ source, options = '[]' }: CompileOptions, file: string): string {
  const from = source === null ? '' : `,{source,${JSON.stringify(source ?? file)}}`;
  return `[{version,"8.2.3"},{options,${options}}${from}]`;
}

function moduleContext(forms: readonly Form[], options: CompileOptions): ModuleContext {
  let name = '';
  const records: ModuleContext['records'] = new Map();
  const imports: ModuleContext['imports'] = new Map();
  for (const form of forms) {
    if (form.type === 'module') name = form.name;
    else if (form.type === 'record_def') records.set(form.name, form.fields);
    else if (form.type === 'import') for (const f of form.functions) imports.set(`${f.name}/${f.arity}`, form.module);
  }
  return {
    parts: PARTS,
    name,
    options,
    records,
    imports,
    locals: new Map(),
    functions: [],
    literals: new Map(),
    remotes: new Map(),
    guards: new Map(),
    sites: [],
    siteNumbers: new Map(),
    files: [],
    file: -1,
    funNames: new Map(),
    funRefs: new Map(),
  };
}

function lowerFunction(m: ModuleContext, form: FunctionForm): void {
  const key = `${form.name}/${form.arity}`;
  nameFuns(form, m.funNames, m.records);
  const fn = newFunction(m, {
    index: m.locals.get(key)!,
    name: form.name,
    arity: form.arity,
    width: form.arity,
    home: key,
    env: false,
    captured: [],
    selfName: null,
  });
  functionClauses(fn, form.clauses, fn.params, form.pos.line);
  complete(fn);
}

/**
 * Funs are numbered by the order in which the code that makes them stands in the module. With the attribute
 * `-fun_order(backwards).` a run of funs of one function whose arities count up is numbered from its end, as OTP's
 * compiler lays out such a `case`.
 */
function numberFuns(m: ModuleContext, backwards: boolean): void {
  let count = 0;
  const seen = new Set<number>();
  let run: { name: string; arity: number; fun?: { index: number; env: number } }[] = [];
  for (const { text } of m.functions) {
    for (const [, number] of text.matchAll(/_fun\(E(\d+),/g)) {
      const made = m.functions[Number(number)];
      if (made.fun === undefined || seen.has(Number(number))) continue;
      seen.add(Number(number));
      const index = count++;
      made.fun = { index, env: made.fun.env };
      if (!backwards) continue;
      const last = run.at(-1);
      if (last === undefined || last.arity + 1 !== made.arity || homeOf(last.name) !== homeOf(made.name)) run = [];
      run.push(made);
      const first = index - run.length + 1;
      run.forEach((one, i) => (one.fun = { index: first + run.length - 1 - i, env: one.fun?.env ?? 0 }));
    }
  }
}

/** `-fun_name({Old, New}).` gives the function behind a fun the name that OTP's has. */
function renameFun(m: ModuleContext, value: Expr | null): void {
  if (value?.type !== 'tuple') return;
  const [from, to] = value.elements;
  if (from.type !== 'atom' || to.type !== 'atom') return;
  for (const one of m.functions) if (one.name === from.name) one.name = to.name;
}

/** `-f/1-` of `-f/1-fun-0-`. */
function homeOf(name: string): string {
  return name.slice(0, name.indexOf('-', 1));
}

/** The callbacks that implementing modules must have, for the linter. */
function requiredCallbacks(forms: readonly Form[]): Pick<ModuleCode, 'callbacks'> {
  const declared = declaredCallbacks(forms);
  if (declared === null) return {};
  const isOptional = ({ name, arity }: NameArity): boolean =>
    declared.optional.some((one) => one.name === name && one.arity === arity);
  return { callbacks: declared.all.filter((one) => !isOptional(one)) };
}

function mentions(value: Expr, name: string): boolean {
  if (value.type === 'atom') return value.name === name;
  return value.type === 'cons' && (mentions(value.head, name) || mentions(value.tail, name));
}

function attribute(forms: readonly Form[], name: string): Expr | null {
  for (const form of forms) if (form.type === 'attribute' && form.name === name) return form.value;
  return null;
}

function uniqOf(forms: readonly Form[]): number | null {
  const value = attribute(forms, 'fun_uniq');
  return value?.type === 'integer' ? Number(value.value) : null;
}

function onLoadOf(forms: readonly Form[]): string | null {
  const value = attribute(forms, 'on_load');
  if (value?.type === 'atom') return value.name;
  if (value?.type === 'tuple' && value.elements[0].type === 'atom') return value.elements[0].name;
  if (value?.type === 'op' && value.left?.type === 'atom') return value.left.name;
  return null;
}

/** `module_info(attributes)` as source text: every attribute with a list of values, `vsn` first. */
function attributesText(forms: readonly Form[], vsn: string): string {
  const parts: string[] = [];
  if (attribute(forms, 'vsn') === null) parts.push(`{vsn,[${vsn}]}`);
  for (const form of forms) {
    if (form.type !== 'attribute' || HIDDEN.has(form.name)) continue;
    const value = sourceText(form.value);
    const isList = form.value.type === 'cons' || form.value.type === 'nil' || form.value.type === 'string';
    parts.push(`{${sourceText({ type: 'atom', pos: form.pos, name: form.name })},${isList ? value : `[${value}]`}}`);
  }
  return `[${parts.join()}]`;
}
