import { type Message, messages, type Said } from '../../message.js';
import type { Article } from '../../model/article.js';
import { type Finding, suggest } from '../../model/finding.js';
import { sameLanguage } from '../../model/language.js';
import type { SameStory } from '../../model/story.js';

/** What is said of an article that is there in another language as well. */

const say = messages('run', {
  sameStory: 'the same story as {{other}} in {{language}} (score {{score}}: {{why}})',
  pairedWith:
    'the same story as {{other}} in {{language}} (score {{score}}: {{why}}); no machine translates it into {{language}}',
  perhapsSameStory:
    'perhaps the same story as {{other}} in {{language}} (score {{score}}: {{why}}); too little speaks for it to take them for versions of each other',
  pairThem: 'With --same-story pair no machine translation is made beside it.',
  leaveUnpaired: 'With --same-story report each of them is translated.',
  byLink: 'the page names it',
  byAddress: 'addresses that differ in the language',
  byFile: 'names of files that differ in the language',
  byNames: '{{shared}} of {{all}} names',
  byNumbers: '{{shared}} of {{all}} numbers',
  byWords: '{{shared}} of {{all}} longer words',
  byDate: 'the same day',
  byLittle: 'hardly a name, number or word in common',
  also: '{{first}} and {{second}}',
});

function whyOf({ by, names = [0, 0], numbers = [0, 0], words = [0, 0] }: SameStory): Message {
  const said = by.map((evidence) => {
    switch (evidence) {
      case 'link':
        return say.byLink();
      case 'address':
        return say.byAddress();
      case 'file-name':
        return say.byFile();
      case 'names':
        return say.byNames({ shared: names[0], all: names[1] });
      case 'numbers':
        return say.byNumbers({ shared: numbers[0], all: numbers[1] });
      case 'words':
        return say.byWords({ shared: words[0], all: words[1] });
      case 'date':
        return say.byDate();
      default:
        return say.byLittle();
    }
  });
  const [first = say.byLittle(), ...more] = said;
  return more.reduce((sum, part) => say.also({ first: sum, second: part }), first);
}

/** One for every article that is, or may be, the same story in another language. */
export function storyFindings({
  id: articleId,
  path,
  story,
  versions: beside = [],
}: Pick<Article, 'id' | 'path' | 'story' | 'versions'>): Finding[] {
  const { sameStory = [], versions = [], skipped } = story?.told ?? {};
  if (skipped === true) return [];
  return sameStory.map((same): Finding => {
    const values = { other: same.id, language: same.lang, score: same.score, why: whyOf(same) };
    const isBeside = same.by.includes('file-name') && beside.some((tag) => sameLanguage(tag, same.lang));
    const isPaired = isBeside || versions.some(({ id }) => id === same.id);
    const said: Said =
      same.doubtful === true
        ? say.perhapsSameStory(values)
        : isPaired
          ? say.pairedWith(values)
          : say.sameStory(values);
    const advice =
      same.doubtful === true || isBeside ? undefined : isPaired ? say.leaveUnpaired() : say.pairThem();
    return {
      check: 'same-story',
      severity: 'neutral',
      ...said,
      articleId,
      path,
      ...(advice === undefined ? {} : suggest(advice)),
    };
  });
}
