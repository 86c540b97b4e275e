// Shiki writes colours as style attributes, which a strict policy forbids and which weigh. Here they become the short
// classes that highlight.ts uses as well; page.css and lab.css give them their colours.

type Element = {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Element[];
  value?: string;
};

/** The theme's variable, by its last word, and our class; what is not named here has the colour of the text. */
const classes: Readonly<Record<string, string>> = {
  comment: 'c',
  string: 's',
  parameter: 'v',
  keyword: 'k',
  constant: 'n',
  function: 'f',
};

function classOf({ properties, children }: Element): string {
  // The grammar takes `fun()` for a name, though it is the word that begins a fun.
  if (children?.[0]?.value?.trim() === 'fun') return 'k';
  const style = properties?.['style'];
  const variable = typeof style === 'string' ? /--code-(\w+)/.exec(style)?.[1] : undefined;
  return classes[variable ?? ''] ?? '';
}

/** Joins neighbours of one class, and leaves text without one bare. */
function simplify(line: Element): void {
  const joined: Element[] = [];
  for (const child of line.children ?? []) {
    const name = child.type === 'element' ? classOf(child) : '';
    const text = child.type === 'text' ? (child.value ?? '') : (child.children?.[0]?.value ?? '');
    const last = joined.at(-1);
    const lastName = last?.type === 'element' ? String(last.properties?.['class']) : '';
    if (last !== undefined && lastName === name) {
      if (last.type === 'text') last.value = `${last.value ?? ''}${text}`;
      else last.children = [{ type: 'text', value: `${last.children?.[0]?.value ?? ''}${text}` }];
    } else if (name === '') joined.push({ type: 'text', value: text });
    else
      joined.push({
        type: 'element',
        tagName: 'span',
        properties: { class: name },
        children: [{ type: 'text', value: text }],
      });
  }
  line.children = joined;
}

/** For an example: no classes and no wrappers of lines, out of the tab order since a field lies over it. */
export const exampleCode = {
  name: 'example-code',
  pre(node: Element): void {
    node.properties = {};
  },
  code(node: Element): void {
    node.children = (node.children ?? []).flatMap((line) => {
      if (line.type !== 'element') return [line];
      simplify(line);
      return line.children ?? [];
    });
  },
};

/** For a file: a line is an element with the id `L` and its number, so that it can be linked to. */
export const fileCode = {
  name: 'file-code',
  pre(node: Element): void {
    node.properties = { class: 'code', tabindex: '0' };
  },
  line(node: Element, number: number): void {
    simplify(node);
    node.properties = { class: 'l', id: `L${String(number)}` };
    const link = { href: `#L${String(number)}`, tabindex: '-1', 'aria-hidden': 'true' };
    node.children?.unshift({ type: 'element', tagName: 'a', properties: link, children: [] });
  },
};

/** For a file shown in the text: each line has an id with the file's name, and a number that links to it. */
export function quotedFile(name: string): object {
  return {
    name: 'quoted-file',
    pre(node: Element): void {
      node.properties = { tabindex: '0' };
    },
    line(node: Element, number: number): void {
      simplify(node);
      const id = `${name}-L${String(number)}`;
      const link = {
        type: 'element',
        tagName: 'a',
        properties: { href: `#${id}`, class: 'self', 'aria-label': `${name}:${String(number)}` },
        children: [{ type: 'text', value: String(number) }],
      };
      node.properties = { class: 'l', id };
      node.children = [link, ...(node.children ?? [])];
    },
  };
}
