/** Mixed paragraphs: tovmach's whole path, and each library asked sentence by sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateSpans, type GoldParagraph, type LabelledSpan } from '../src/evaluate/evaluate.js';
import { parseGold } from '../src/evaluate/gold.js';
import { createTovmach } from '../src/index.js';
import type { Detector } from '../src/model/contracts.js';
import { isSpecialTag } from '../src/model/language.js';
import { MAKERS } from './detectors.js';

/** A stamp as the development data glues them to headlines: inside the gold spans, which its README says it is not. */
const STAMP = /\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}/g;

/** The same paragraph with the stamps taken out of its gold spans. */
function withoutStamps({ text, kind, spans }: GoldParagraph): GoldParagraph {
  const cut = spans.flatMap(({ start, end, lang }): LabelledSpan[] => {
    const parts: LabelledSpan[] = [];
    let at = start;
    for (const match of text.slice(start, end).matchAll(STAMP)) {
      if (start + match.index > at) parts.push({ start: at, end: start + match.index, lang });
      at = start + match.index + match[0].length;
    }
    if (at < end) parts.push({ start: at, end, lang });
    return parts;
  });
  return { text, kind, spans: cut };
}

function bySentence(detector: Detector, candidates: readonly string[]): (text: string) => LabelledSpan[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return (text) =>
    [...segmenter.segment(text)].map(({ index, segment }) => ({
      start: index,
      end: index + segment.trimEnd().length,
      lang: detector.identify(segment, candidates).lang,
    }));
}

/** Prints a table of the paragraphs in the .json files of a folder, if there are any. */
export async function measureMixed(
  folder: string,
  half: 'dev' | 'test' | undefined,
  table: (head: readonly string[], body: readonly (readonly string[])[]) => void,
): Promise<void> {
  const all = readdirSync(folder)
    .filter((name) => /^(?!floors).*\.json$/.test(name))
    .flatMap((name) => parseGold(name, readFileSync(join(folder, name), 'utf8')).paragraphs);
  const chosen = all.filter((_, index) => half === undefined || (index % 2 === 0) === (half === 'dev'));
  if (chosen.length === 0) return;
  const paragraphs = chosen.map(withoutStamps);
  const counts = new Map<string, number>();
  for (const { lang } of all.flatMap(({ spans }) => spans)) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  // Most frequent first, as a user would name them.
  const languages = [...counts.keys()]
    .filter((tag) => !isSpecialTag(tag))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const row = (name: string, label: (text: string) => readonly LabelledSpan[]): string[] => {
    const { characters, exact } = evaluateSpans(paragraphs, label);
    const raw = evaluateSpans(chosen, label);
    const shares = [...languages.map((tag) => characters[tag]?.f1 ?? 0), exact.f1, raw.exact.f1];
    return [name, ...shares.map((share) => (100 * share).toFixed(2))];
  };
  const tovmach = await createTovmach({ config: { languages } });
  const body = [row('tovmach', (text) => tovmach.detectText(text, { languages }).segments)];
  await tovmach.close();
  for (const [name, make] of Object.entries(MAKERS)) {
    if (name.startsWith('tovmach')) continue;
    try {
      body.push(row(`${name} by sentence`, bySentence(await make(), languages)));
    } catch {
      // Not installed: the first table says so.
    }
  }
  const head = [`${paragraphs.length} mixed paragraphs`, ...languages.map((tag) => `${tag} characters F1`)];
  table([...head, 'exact spans F1', 'exact, stamps in the gold'], body);
}
