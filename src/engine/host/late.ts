// What the worker fetches behind its start: the compiler with its natives, and what the page asks of it. A first trace runs
// without any of it.
import '../world/late.ts';
export { checkSource, loadModule } from './check.ts';
