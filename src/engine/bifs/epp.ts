/** Module epp (stdlib: epp): encodings; the preprocessor itself comes late (epp-files.ts). */
import { atom } from '../terms/atoms.ts';
import { bitsFromString } from '../terms/bits.ts';
import { formatTerm } from '../terms/format.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { late } from './late-rows.ts';

export const rows: BifRows = {
  'default_encoding/0': plain(() => atom('utf8')),
  'encoding_to_string/1': plain((_machine, encoding) => bitsFromString(`coding: ${formatTerm(encoding)}`)),
  'format_error/1': late('epp', 'format_error/1', 'trap'),
  'items/3': late('epp', 'items/3'),
};
