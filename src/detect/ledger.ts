import { mendHomoglyphs } from '../language/repair.js';
import { type Message, messages } from '../message.js';
import { type Block, fileEnd, fileOffset, type Placeholder } from '../model/article.js';
import { type Finding, suggest } from '../model/finding.js';
import { isSpecialTag, type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.js';
import { undoMojibake } from '../model/mojibake.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Role, Segment } from '../model/segment.js';
import type { Identified, Segmented } from '../model/stages.js';
import { lineStartsOf, normaliseText, positionAt, sha256 } from '../model/text.js';
import { isStamped } from './headlines.js';
import { placesTouching } from './places.js';
import { actionFor, type BlockRole, type Policy, type RoleFinder } from './roles.js';
import type { Span } from './spans.js';

/** Spans -> segments, with identity, place in the file, role and action; and what is wrong with their letters. */

const say = messages('detect', {
  homoglyphs: 'letters of another script inside {{words}}',
  repairHomoglyphs: 'Mend it in the outputs with --repair homoglyphs.',
});

export interface LocatedBlock {
  readonly block: Block;
  readonly blockRole: BlockRole;
  readonly places: readonly Placeholder[];
  readonly spans: readonly Span[];
}

export interface LedgerOptions {
  readonly candidates: readonly LanguageTag[];
  readonly policy: Policy;
  readonly roles: RoleFinder;
}

const isFurniture = (role: Role): boolean => role === 'section-label' || role === 'boilerplate';

function roleOfSpan(span: Span, { block, blockRole }: LocatedBlock, headline: boolean): Role {
  if (span.kind === 'timestamp') return 'timestamp';
  if (span.kind === 'counter' && block.stays !== true) return 'boilerplate';
  if (blockRole.prefix !== undefined && span.end <= blockRole.prefix) return 'boilerplate';
  if (blockRole.role === 'boilerplate' || blockRole.role === 'section-label' || blockRole.role === 'title') {
    return blockRole.role;
  }
  if (headline || blockRole.role === 'related-headline') return 'related-headline';
  return block.quoted === true || span.quoted ? 'quote' : blockRole.role;
}

/** Placeholders that lie in a span, relative to it. */
function placesIn(places: readonly Placeholder[], start: number, end: number): readonly Placeholder[] {
  if (places.length === 0) return places;
  return placesTouching(places, start, end)
    .filter((place) => place.start >= start && place.end <= end)
    .map((place) => ({ ...place, start: place.start - start, end: place.end - start }));
}

const kindKeys = new Map<string, string>();

/** Four hex digits for a language and role: the part of an id that is not the text's. */
export function kindKey(lang: LanguageTag, role: Role): string {
  const kind = `${lang}\n${role}`;
  let key = kindKeys.get(kind);
  if (key === undefined) {
    key = sha256(kind).slice(0, 4);
    kindKeys.set(kind, key);
  }
  return key;
}

/** Text that is its own normal form: the letters and signs of most news, single spaces inside. */
const PLAIN = /^[!-~\u0400-\u0482\u048A-\u052F«»“”„’—–…]+(?: [!-~\u0400-\u0482\u048A-\u052F«»“”„’—–…]+)*$/;

const quote = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** Shares by characters, largest first, to four places; together exactly 1. */
export function sharesOf(characters: ReadonlyMap<LanguageTag, number>): Record<LanguageTag, number> {
  const sorted = [...characters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const steps = sorted.map(([tag, count]) => [tag, Math.round((count / total) * 10_000)] as const);
  const others = steps.slice(1).reduce((sum, [, step]) => sum + step, 0);
  return Object.fromEntries(
    steps.map(([tag, step], index) => [tag, (index === 0 ? 10_000 - others : step) / 10_000]),
  );
}

/** The shares of mixed speech, which its evidence names. */
function mixedOf(evidence: readonly string[]): Pick<Segment, 'mixed'> {
  const shares = evidence.flatMap((reason): [LanguageTag, number][] => {
    const [, tag, share] = /^mixed:([\w-]+)=([\d.]+)$/.exec(reason) ?? [];
    return tag === undefined ? [] : [[tag, Number(share)]];
  });
  return shares.length === 0 ? {} : { mixed: Object.fromEntries(shares) };
}

/** Writes the ledger of an article whose language is known. */
export function writeLedger(
  article: Segmented,
  blocks: readonly LocatedBlock[],
  lang: LanguageTag,
  { candidates, policy, roles }: LedgerOptions,
): Pick<Identified, 'lang' | 'langs' | 'segments' | 'findings'> {
  const lines = lineStartsOf(article.text);
  const garbled = article.findings.some((finding) => finding.check === 'mojibake');
  const occurrences = new Map<string, number>();
  const findings: Finding[] = [...article.findings];
  const segments: Segment[] = [];
  const characters = new Map<LanguageTag, number>();
  for (const located of blocks) {
    const { block, blockRole, places, spans } = located;
    const headline = isStamped(block, spans);
    // A label or furniture beside a stamp: `Оновлено 08.07.24, 20:41`, `16:42Read more`.
    const besideStamp =
      spans.length > 1 && block.kind !== 'title' && spans.some(({ kind }) => kind !== 'text');
    for (const span of spans) {
      const text = block.text.slice(span.start, span.end);
      const own = besideStamp && span.kind === 'text' ? roles.roleOf({ ...block, text }) : blockRole;
      const role =
        span.kind !== 'timestamp' && isFurniture(own.role) ? own.role : roleOfSpan(span, located, headline);
      const hash = sha256(PLAIN.test(text) ? text : normaliseText(text));
      const key = hash.slice(0, 8) + kindKey(span.lang, role);
      const occurrence = (occurrences.get(key) ?? 0) + 1;
      occurrences.set(key, occurrence);
      const id = `${key}-${occurrence}`;
      const start = fileOffset(block, span.start);
      const at = positionAt(lines, start);
      const { column } = at;
      const line = at.line + (article.firstLine ?? 1) - 1;
      const special = isSpecialTag(span.lang);
      if (!special) characters.set(span.lang, (characters.get(span.lang) ?? 0) + text.length);
      const report = (
        check: string,
        severity: Finding['severity'],
        message: Message,
        suggestion: Message,
      ): void => {
        const { id: articleId, path } = article;
        const place = { articleId, path, line, column, segmentId: id };
        findings.push({ check, severity, ...message, ...suggest(suggestion), ...place });
      };
      const undone = garbled && span.kind === 'text' ? undoMojibake(text) : undefined;
      const mended = span.mixed ? mendHomoglyphs(text, candidates) : undefined;
      if (mended !== undefined) {
        report('homoglyphs', 'minor', say.homoglyphs({ words: quote(mended.words) }), say.repairHomoglyphs());
      }
      const repaired = undone ?? mended?.text;
      segments.push({
        id,
        blockId: block.id,
        start,
        end: fileEnd(block, span.end, article.text),
        line,
        column,
        blockStart: span.start,
        blockEnd: span.end,
        text,
        role,
        lang: span.lang,
        script: span.script,
        confidence: Math.round(Math.min(Math.max(span.confidence, 0), 1) * 1000) / 1000,
        evidence: span.evidence,
        flagged: !special && lang !== UNDETERMINED && !sameLanguage(span.lang, lang),
        action: actionFor(policy, role, span.lang),
        hash,
        placeholders: placesIn(places, span.start, span.end),
        ...mixedOf(span.evidence),
        ...onlyDefined({ time: span.time }),
        ...(block.url === undefined || role !== 'related-headline' ? {} : { url: block.url }),
        ...(role === 'section-label' && own.label !== undefined ? { label: own.label } : {}),
        ...(repaired === undefined
          ? {}
          : { repaired, repair: undone === undefined ? 'homoglyphs' : 'mojibake' }),
      });
    }
  }
  return { lang, langs: sharesOf(characters), segments, findings };
}
