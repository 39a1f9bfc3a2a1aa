/** Short texts in articles of another language: tovmach's whole path, and each library asked sentence by sentence. */
import {
  type ContextCase,
  type ContextForm,
  type ContextLength,
  contextCases,
  evaluateContext,
} from '../src/evaluate/context.js';
import type { GoldText, LabelledSpan } from '../src/evaluate/evaluate.js';
import { createTovmach } from '../src/index.js';
import type { Detector } from '../src/model/contracts.js';
import { MAKERS } from './detectors.js';

const THREE = ['en', 'uk', 'ru'];
/** Every language of the built-in models that has an alphabet of its own. */
const ALL = 'en uk ru be bg sr mk pl cs de fr es it pt ro sk sl hr nl sv hu'.split(' ');

interface Block {
  /** The text, then the article: `ru>uk` is Russian in Ukrainian. */
  readonly pairs: readonly string[];
  readonly forms: readonly ContextForm[];
  readonly lengths: readonly ContextLength[];
  readonly candidates: readonly (readonly string[])[];
}

/** What is measured; cells for which the labelled texts do not suffice are left out. */
const BLOCKS: readonly Block[] = [
  {
    pairs: ['ru>uk', 'uk>ru'],
    forms: ['line', 'quotes', 'colon'],
    lengths: ['1', '2-3', '3-6', '6-12'],
    candidates: [THREE, ALL],
  },
  {
    pairs: ['en>uk', 'uk>en', 'ru>en'],
    forms: ['line', 'quotes', 'colon'],
    lengths: ['1', '2-3', '3-6'],
    candidates: [THREE, ALL],
  },
  {
    pairs: 'pl>uk be>uk bg>uk de>uk pl>en be>en bg>en de>en fr>en cs>en pl>de fr>de cs>de'.split(' '),
    forms: ['line', 'quotes'],
    lengths: ['3-6'],
    candidates: [ALL],
  },
];
const MOST = 800;
/** One word in quotation marks is a name. */
const isMeasured = (form: ContextForm, length: ContextLength): boolean => length !== '1' || form === 'line';
const LIBRARIES = ['eld', 'lingua', 'fastText', 'tinyld', 'franc'];

/** The two lines that count, sentence by sentence: a library knows no context. */
function bySentence(detector: Detector, candidates: readonly string[]) {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return (text: string, { foreign, own }: ContextCase): LabelledSpan[] =>
    [foreign.start, own.start].flatMap((inside) => {
      const from = text.lastIndexOf('\n', inside - 1) + 1;
      const line = text.slice(from, text.indexOf('\n', inside));
      return [...segmenter.segment(line)].map(({ index, segment }) => ({
        start: from + index,
        end: from + index + segment.trimEnd().length,
        lang: detector.identify(segment, candidates).lang,
      }));
    });
}

const percent = (share: number, digits = 1): string => (100 * share).toFixed(digits);

/** Prints how many foreign texts are found, and how many of the article's own lines are flagged. */
export async function measureContext(
  texts: readonly GoldText[],
  table: (head: readonly string[], body: readonly (readonly string[])[]) => void,
): Promise<void> {
  const tovmach = await createTovmach();
  const libraries: [string, Detector][] = [];
  for (const name of LIBRARIES) {
    try {
      const detector = await MAKERS[name]?.();
      if (detector !== undefined) libraries.push([name, detector]);
    } catch {
      // Not installed: the first table says so.
    }
  }
  const body: string[][] = [];
  for (const { pairs, forms, lengths, candidates: sets } of BLOCKS) {
    const options = {
      pairs: pairs.map((pair) => pair.split('>').reverse() as [host: string, guest: string]),
      most: MOST,
    };
    for (const candidates of sets) {
      for (const form of forms) {
        for (const length of lengths.filter((one) => isMeasured(form, one))) {
          const cases = [...contextCases(texts, { ...options, forms: [form], lengths: [length] })];
          const whole = evaluateContext(
            cases,
            (text) => tovmach.detectText(text, { languages: candidates }).segments,
          );
          const others = libraries.map(
            ([, detector]) => evaluateContext(cases, bySentence(detector, candidates)).cells,
          );
          whole.cells.forEach(({ host, guest, total, found, exact, flagged, foundBetween }, at) => {
            body.push([
              `${guest} in ${host}`,
              form,
              length,
              String(candidates.length),
              String(total),
              `${percent(found / total)} [${foundBetween.map((share) => percent(share)).join('–')}]`,
              percent(exact / total),
              percent(flagged / total, 2),
              ...others.map((cells) => {
                const cell = cells[at];
                return cell === undefined
                  ? '–'
                  : `${percent(cell.found / cell.total)} / ${percent(cell.flagged / cell.total)}`;
              }),
            ]);
          });
        }
      }
    }
  }
  await tovmach.close();
  table(
    [
      'text in article',
      'form',
      'words',
      'candidates',
      'n',
      'tovmach found %',
      'with exact borders %',
      'own lines flagged %',
      ...libraries.map(([name]) => `${name} found / flagged %`),
    ],
    body,
  );
}
