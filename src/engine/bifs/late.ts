/** The built-ins that come late: the compiler's, the preprocessor's, the linter's of modules. */
import { atom } from '../terms/atoms.ts';
import { rows as compile } from './compile.ts';
import { natives } from './core.ts';
import { rows as epp } from './epp-files.ts';
import { rows as lintModule } from './erl_lint-module.ts';
import { rows as parseForm } from './erl_parse-form.ts';
import { plugIn } from './late-rows.ts';
import { rows as msTransform } from './ms_transform.ts';

natives.set(atom('compile'), compile);
natives.set(atom('ms_transform'), msTransform);
plugIn('epp', epp);
plugIn('erl_lint', lintModule);
plugIn('erl_parse', parseForm);
