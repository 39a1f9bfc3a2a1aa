import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { cleanText } from '../model/xml.js';
import { createXmlParser, readXmlText } from './xml-events.js';

const say = messages('exchange', {
  notTmx: 'not a TMX file: there is no <tmx> element',
  giveTmx: 'Give a translation memory in TMX 1.4, as CAT tools export it.',
});

/** One language of a translation unit. */
export interface TmxVariant {
  /** `undefined` where the file's code names no language. */
  readonly lang: LanguageTag | undefined;
  /** As the file has it. */
  readonly code: string;
  /** Text of `<seg>`, inline codes left out. */
  readonly text: string;
  /** By name in lower case: tools write `x-origin` and `x-Origin`. */
  readonly props: Readonly<Record<string, string>>;
  readonly creationDate?: string;
  readonly changeDate?: string;
  readonly creationId?: string;
}

export interface TmxUnit {
  /** Line of `<tu>`, from 1. */
  readonly line: number;
  /** Source language of the unit, else of the header; absent for `*all*`. */
  readonly source?: LanguageTag;
  readonly creationTool?: string;
  readonly variants: readonly TmxVariant[];
  readonly props: Readonly<Record<string, string>>;
  readonly creationDate?: string;
  readonly changeDate?: string;
  readonly creationId?: string;
}

type Attributes = Readonly<Record<string, string>>;

/** Elements whose content is code of the original format, not text. */
const CODES = new Set(['bpt', 'ept', 'ph', 'it', 'ut']);

/** `20240708T174100Z` (or ISO 8601, as some tools write) as ISO 8601. */
function tmxDate(value: string | undefined): string | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?Z?)?$/.exec(
    value?.trim() ?? '',
  );
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A language code of another tool as a tag: `EN_us` is `en-US`, `UA` is taken for what it means, `uk`. */
function tmxLanguage(code: string): LanguageTag | undefined {
  const { tag, suggestion } = parseLanguageTag(code);
  return tag ?? suggestion;
}

/**
 * The translation units of a TMX file, read as a stream.
 * @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE
 */
export async function* readTmx(path: string): AsyncGenerator<TmxUnit> {
  const parser = createXmlParser(path, 'TMX');
  const collector = new UnitCollector(path, () => parser.line);
  parser.on('opentag', ({ name, attributes }) => collector.open(localName(name), attributes as Attributes));
  parser.on('closetag', ({ name }) => collector.close(localName(name)));
  parser.on('text', (text) => collector.text(text));
  parser.on('cdata', (text) => collector.text(text));
  for await (const text of readXmlText(path)) {
    parser.write(text);
    yield* collector.take();
  }
  parser.close();
  yield* collector.take();
  if (!collector.started) throw notTmx(path, 1);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function notTmx(path: string, line: number): TovmachError {
  return new TovmachError('INPUT_INVALID', say.notTmx(), {
    hint: say.giveTmx(),
    file: path,
    line,
  });
}

/** Turns the parser's events into units. */
class UnitCollector {
  started = false;
  private readonly path: string;
  private readonly line: () => number;
  private finished: TmxUnit[] = [];
  private header: Attributes = {};
  private unit:
    | { line: number; attributes: Attributes; props: Record<string, string>; variants: TmxVariant[] }
    | undefined;
  private variant: { attributes: Attributes; props: Record<string, string>; text: string } | undefined;
  private property: { name: string; text: string } | undefined;
  private inSegment = false;
  private code: { depth: number; lineBreak: boolean; text: string } | undefined;

  constructor(path: string, line: () => number) {
    this.path = path;
    this.line = line;
  }

  take(): TmxUnit[] {
    const taken = this.finished;
    this.finished = [];
    return taken;
  }

  open(name: string, attributes: Attributes): void {
    if (!this.started) {
      if (name !== 'tmx') throw notTmx(this.path, this.line());
      this.started = true;
    } else if (this.code !== undefined) {
      this.code.depth++;
    } else if (this.inSegment) {
      if (CODES.has(name)) this.code = { depth: 0, lineBreak: attributes.type === 'lb', text: '' };
    } else if (name === 'header') this.header = attributes;
    else if (name === 'tu') this.unit = { line: this.line(), attributes, props: {}, variants: [] };
    else if (name === 'tuv') this.variant = { attributes, props: {}, text: '' };
    else if (name === 'seg') this.inSegment = true;
    else if (name === 'prop') this.property = { name: attributes.type?.toLowerCase() ?? '', text: '' };
  }

  text(text: string): void {
    if (this.code !== undefined) this.code.text += text;
    else if (this.inSegment && this.variant !== undefined) this.variant.text += text;
    else if (this.property !== undefined) this.property.text += text;
  }

  close(name: string): void {
    if (this.code !== undefined) {
      if (this.code.depth-- > 0) return;
      const isBreak = this.code.lineBreak || /^\s*<br\b/i.test(this.code.text);
      if (isBreak && this.variant !== undefined) this.variant.text += ' ';
      this.code = undefined;
    } else if (name === 'seg') this.inSegment = false;
    else if (this.inSegment) return;
    else if (name === 'prop') this.closeProperty();
    else if (name === 'tuv') this.closeVariant();
    else if (name === 'tu') this.closeUnit();
  }

  private closeProperty(): void {
    const owner = this.variant ?? this.unit;
    if (this.property !== undefined && owner !== undefined)
      owner.props[this.property.name] = cleanText(this.property.text);
    this.property = undefined;
  }

  private closeVariant(): void {
    if (this.variant !== undefined) {
      const { attributes, props, text } = this.variant;
      const code = attributes['xml:lang'] ?? attributes.lang ?? '';
      this.unit?.variants.push({
        lang: tmxLanguage(code),
        code,
        text: cleanText(text),
        props,
        ...datesOf(attributes),
      });
    }
    this.variant = undefined;
  }

  private closeUnit(): void {
    if (this.unit !== undefined) {
      const { line, attributes, props, variants } = this.unit;
      const declared = attributes.srclang ?? this.header.srclang;
      const source =
        declared === undefined || declared.toLowerCase() === '*all*' ? undefined : tmxLanguage(declared);
      const tool = this.header.creationtool;
      this.finished.push({
        line,
        ...onlyDefined({ source, creationTool: tool }),
        variants,
        props,
        ...datesOf(attributes),
      });
    }
    this.unit = undefined;
  }
}

function datesOf(attributes: Attributes): Pick<TmxVariant, 'creationDate' | 'changeDate' | 'creationId'> {
  const creationDate = tmxDate(attributes.creationdate);
  const changeDate = tmxDate(attributes.changedate);
  return {
    ...onlyDefined({ creationDate, changeDate, creationId: attributes.creationid }),
  };
}
