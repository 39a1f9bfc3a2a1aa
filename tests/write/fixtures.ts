import { createTexts } from '../../src/i18n.js';
import type { Article, Block, Finding, LanguageTag, Segment } from '../../src/index.js';

import type { Checked, PlannedSegment, Treatment } from '../../src/model/stages.js';
import { sha256 } from '../../src/model/text.js';
import type { Translation } from '../../src/model/translation.js';
import type { RenderOptions } from '../../src/write/render.js';

/** One segment of a line, told in as few words as a test needs. */
interface Part {
  readonly text: string;
  readonly lang: LanguageTag;
  readonly role?: Segment['role'];
  readonly treatment?: Treatment;
  /** Its translation into the target, or `null` for one that failed. */
  readonly translation?: string | null;
  readonly label?: string;
  readonly time?: string;
}

export interface Line {
  readonly kind?: Block['kind'];
  readonly parts: readonly Part[];
  readonly url?: string;
}

/** An article as it reaches the writer, made of lines of text; gaps between parts are single spaces. */
export function checkedArticle(
  target: LanguageTag,
  lines: readonly Line[],
  more: Partial<Article> & { readonly lang?: LanguageTag } = {},
): Checked {
  const blocks: Block[] = [];
  const segments: Segment[] = [];
  const planned: PlannedSegment[] = [];
  const translations = new Map<string, Translation>();
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (index > 0) text += '\n';
    const start = text.length;
    const id = `b${index + 1}`;
    const blockText = line.parts.map((part) => part.text).join(' ');
    text += blockText;
    blocks.push({
      id,
      kind: line.kind ?? 'paragraph',
      text: blockText,
      anchors: [[0, start]],
      end: text.length,
      placeholders: [],
      ...(line.url === undefined ? {} : { url: line.url }),
    });
    let at = 0;
    for (const part of line.parts) {
      const segmentId = `s${segments.length + 1}`;
      segments.push({
        id: segmentId,
        blockId: id,
        start: start + at,
        end: start + at + part.text.length,
        line: index + 1,
        column: at + 1,
        blockStart: at,
        blockEnd: at + part.text.length,
        text: part.text,
        role: part.role ?? 'paragraph',
        lang: part.lang,
        script: 'Zyyy',
        confidence: 1,
        evidence: [],
        flagged: false,
        action: 'translate',
        hash: sha256(part.text),
        placeholders: [],
        ...(part.label === undefined ? {} : { label: part.label }),
        ...(part.time === undefined
          ? {}
          : { time: { iso: part.time, precision: 'minute', zone: 'Europe/Kyiv' } }),
      });
      at += part.text.length + 1;
      const hasUnit = part.translation !== undefined;
      const treatment = part.treatment ?? (hasUnit ? 'translate' : part.lang === 'zxx' ? 'copy' : 'native');
      planned.push({ segmentId, treatment, ...(hasUnit ? { unitKey: segmentId } : {}) });
      if (part.translation === null) {
        translations.set(segmentId, {
          status: 'failed',
          key: segmentId,
          target,
          failure: { code: 'UNAVAILABLE', message: 'down' },
        });
      } else if (part.translation !== undefined) {
        const origin = { kind: 'provider', provider: 'libretranslate' } as const;
        translations.set(segmentId, {
          status: 'translated',
          key: segmentId,
          target,
          text: part.translation,
          origin,
        });
      }
    }
  }
  const findings: Finding[] = [];
  return {
    id: 'a.txt',
    path: 'a.txt',
    outputStem: 'a',
    format: 'text',
    encoding: { name: 'utf-8', confidence: 1, bom: false },
    sourceHash: 'h',
    metadata: {},
    text,
    blocks,
    segments,
    langs: { [more.lang ?? 'uk']: 1 },
    lang: more.lang ?? 'uk',
    targets: [{ target, segments: planned }],
    units: [],
    translations,
    ...more,
    findings,
  };
}

const texts = createTexts();

export const RENDERING: RenderOptions = {
  label: (key, language) => texts.label(key, language),
  texts: (language) => texts.forLanguage(language, 'output'),
  repair: [],
  speaks: (language) => texts.speaks(language),
};
