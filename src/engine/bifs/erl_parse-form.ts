/** The native of module erl_parse that reads whole forms (stdlib: erl_parse). */
import { formToAbstract } from '../syntax/abstract-format.ts';
import { parseForm } from '../syntax/parse-forms.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { parse } from './erl_parse.ts';
import { place } from './source-terms.ts';

export const rows: BifRows = {
  'parse_form/1': plain((machine, tokens) => parse(machine, tokens, parseForm, (form) => formToAbstract(form, place))),
};
