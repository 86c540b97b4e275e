/** Turning the text of a module into its `Link` function: the one place where text becomes code. */
import type { Link } from '../compile/abi.ts';

/** Evaluates the text that the compiler made. */
export function evaluateLink(text: string): Link {
  return new Function(`return ${text}`)() as Link;
}
