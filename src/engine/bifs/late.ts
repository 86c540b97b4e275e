/** The built-ins that come late: the compiler's, the preprocessor's, the linter's of modules, and others of no use to a first trace. */
import { atom } from '../terms/atoms.ts';
import { rows as atomics } from './atomics.ts';
import { rows as compile } from './compile.ts';
import { natives } from './core.ts';
import { rows as counters } from './counters.ts';
import { rows as epp } from './epp-files.ts';
import { rows as lintModule } from './erl_lint-module.ts';
import { rows as parseForm } from './erl_parse-form.ts';
import { rows as loading } from './erlang/loading.ts';
import { rows as systemMonitor } from './erlang/system-monitor.ts';
import { plugIn } from './late-rows.ts';
import { rows as msTransform } from './ms_transform.ts';

natives.set(atom('atomics'), atomics);
natives.set(atom('compile'), compile);
natives.set(atom('counters'), counters);
natives.set(atom('ms_transform'), msTransform);
plugIn('epp', epp);
plugIn('erlang', { ...loading, ...systemMonitor });
plugIn('erl_lint', lintModule);
plugIn('erl_parse', parseForm);
