import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { createXmlParser, readXmlText } from './xml-events.js';

const say = messages('exchange', {
  emptyFile: '{{file}} is empty',
  giveFormat: 'Give a file in {{format}}.',
});

/** An element with its children in document order. Names are without prefix, attributes with. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** From 1. */
  readonly line: number;
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/**
 * A whole XML file as a tree.
 * @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE
 */
export async function readXmlTree(path: string, what: string): Promise<XmlElement> {
  const parser = createXmlParser(path, what);
  const document: OpenElement = { name: '', attributes: {}, children: [], line: 1 };
  const stack: OpenElement[] = [document];
  const text = (piece: string): void => void stack.at(-1)?.children.push(piece);
  parser.on('opentag', ({ name, attributes }) => {
    const element: OpenElement = {
      name: name.slice(name.indexOf(':') + 1),
      attributes: attributes as Readonly<Record<string, string>>,
      children: [],
      line: parser.line,
    };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => void stack.pop());
  parser.on('text', text);
  parser.on('cdata', text);
  for await (const piece of readXmlText(path)) parser.write(piece);
  parser.close();
  const root = elementsOf(document)[0];
  if (root !== undefined) return root;
  throw new TovmachError('INPUT_INVALID', say.emptyFile({ file: asPath(path) }), {
    hint: say.giveFormat({ format: what }),
    file: path,
    line: 1,
  });
}

/** Children that are elements, of one name where given. */
export function elementsOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** First child of that name. */
export function elementOf(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element, name)[0];
}

/** All elements of a name below this one, in document order; none inside another of the same name. */
export function* descendantsOf(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    if (child.name === name) yield child;
    else yield* descendantsOf(child, name);
  }
}

/** All the text inside. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
