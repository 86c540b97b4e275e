// The numbers of the prompts under which lines are typed: an expression ends with a dot at the end of a line, and the next
// one has the next number.

/** One number for each line of `code`. */
export function promptNumbers(code: string, first: number): number[] {
  let number = first;
  return code.split('\n').map((line) => {
    const mine = number;
    if (/\.\s*(?:%.*)?$/.test(line)) number += 1;
    return mine;
  });
}
