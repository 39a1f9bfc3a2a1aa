import { type Message, messages } from '../message.js';
import { isSpecialTag } from '../model/language.js';
import type { Segment } from '../model/segment.js';

/** Evidence -> sentences: why a segment was cut where it is and called what it is. Pure. */

const say = messages('detect', {
  timestamp: 'it is a time stamp',
  counter: 'it is a counter of the site',
  placeholder: 'it is nothing but what must stay as it is: links, tags, code',
  noLetters: 'it has no letters',
  markup: 'it is code',
  letters: 'the letters {{letters}} decide among the languages it may be in',
  severalLetters: 'its letters {{letters}} are never in one of these languages together',
  change: 'its letters show that the language changes at its borders, though no mark does',
  most: 'most of its words have letters of this language',
  script: 'it is written in {{script}} letters',
  words: 'the words {{words}} are of this language and of none of the others',
  fewWords: 'hardly a word of it is in the dictionary of the only language it may be in',
  ngrams: 'its groups of letters give it {{share}} %',
  opinion: '{{detector}} gives it {{share}} %',
  names: 'all its words are written like names or abbreviations, which say little',
  otherScript: 'it is nothing but names in Latin letters, which stand in articles of every language',
  transliterated: 'its names are transliterated, its other words are English',
  codes: 'it is codes, tickers or numbers',
  listed: 'the line is listed as a word of the interface, or the name of a section, in {{language}}',
  inheritedBlock: 'its own words leave it open; the words beside it say {{language}}',
  inheritedArticle: 'its own words leave it open; the article says {{language}}',
  inheritedDeclared: 'its own words leave it open; the page declares {{language}}',
  tie: 'nothing decides: the first of the candidates is taken',
  setOffQuotes: 'it stands in quotation marks, and may be in a language of its own',
  setOffColon: 'it follows a colon, and may be in a language of its own',
  setOffBar: 'it stands between bars, and may be in a language of its own',
  leans: 'what stands around makes it {{language}}',
  against: 'against it: {{language}} with {{share}} %',
  like: 'it looks like {{language}}, which is none of the languages it may be in',
  mixed: 'it is mixed speech, and stays whole: {{share}} % of the words that decide are {{language}}',
  among: 'words of {{language}} stand among its own',
  person: '{{name}} said so',
  other: '{{evidence}}',
});

const percent = (share: string): string => (Number(share) * 100).toFixed(0);

const FIXED: Readonly<Record<string, () => Message>> = {
  timestamp: () => say.timestamp(),
  counter: () => say.counter(),
  markup: () => say.markup(),
  placeholder: () => say.placeholder(),
  'no-letters': () => say.noLetters(),
  'letters:change': () => say.change(),
  'letters:most': () => say.most(),
  'words:few': () => say.fewWords(),
  names: () => say.names(),
  codes: () => say.codes(),
  'names:in-other-script': () => say.otherScript(),
  'names:transliterated': () => say.transliterated(),
  'tie:first-candidate': () => say.tie(),
  'set-off:quotes': () => say.setOffQuotes(),
  'set-off:colon': () => say.setOffColon(),
  'set-off:bar': () => say.setOffBar(),
};

function explain(evidence: string, lang: string): Message {
  const fixed = FIXED[evidence];
  if (fixed !== undefined) return fixed();
  const at = evidence.indexOf(':');
  const [kind, value] = at < 0 ? [evidence, ''] : [evidence.slice(0, at), evidence.slice(at + 1)];
  const spaced = value.split(',').join(', ');
  switch (kind) {
    case 'letters':
      return say.letters({ letters: spaced });
    case 'several-letters':
      return say.severalLetters({ letters: spaced });
    case 'words':
      return say.words({ words: spaced });
    case 'script':
      return say.script({ script: value });
    case 'ngrams':
      return say.ngrams({ share: percent(value) });
    case 'listed':
      return say.listed({ language: value });
    case 'inherited':
      return value === 'block'
        ? say.inheritedBlock({ language: lang })
        : value === 'declared'
          ? say.inheritedDeclared({ language: lang })
          : say.inheritedArticle({ language: lang });
    case 'leans':
      return say.leans({ language: value });
    case 'person':
      return say.person({ name: value });
    case 'like':
      return say.like({ language: value });
    case 'mixed': {
      const [language = '', share] = value.split('=');
      return share === undefined ? say.among({ language }) : say.mixed({ language, share: percent(share) });
    }
    case 'against': {
      const [language = '', share = '0'] = value.split('=');
      return say.against({ language, share: percent(share) });
    }
    default:
      return /^0?\.?\d/.test(value)
        ? say.opinion({ detector: kind, share: percent(value) })
        : say.other({ evidence });
  }
}

/**
 * Why a segment is what it is, a sentence for each piece of its evidence, in the order it was found: what speaks for
 * its language, what spoke against it, and why it stands apart from its neighbours.
 */
export function explainSegment(segment: Pick<Segment, 'lang' | 'evidence'>): readonly Message[] {
  const reasons = segment.evidence.map((evidence) => explain(evidence, segment.lang));
  return reasons.length > 0 || isSpecialTag(segment.lang) ? reasons : [say.noLetters()];
}
