import { type Message, messages } from '../message.js';
import type { Check, CheckResult } from '../model/contracts.js';
import { shortened } from './untranslated.js';

const say = messages('check', {
  refusal: 'the answer is a refusal, not a translation: "{{words}}"',
  preface: 'words before the translation: "{{words}}"',
  remark: 'a remark that the source lacks: "{{words}}"',
  fence: 'a code fence that the source lacks',
  wrapped: 'the answer is wrapped in what programs send each other',
  unknownWord: 'a mark of words the engine does not know: "{{mark}}"',
});

/** What chat models say instead of a translation, or around one. */

/** A refusal in the first person, by language: who cannot, and what. */
const REFUSALS: readonly RegExp[] = [
  /\b(?:I['’]?m sorry|I am sorry|sorry|I apologi[sz]e|unfortunately)\b[^.!?]{0,40}\bI\b[^.!?]{0,20}\b(?:can(?:no|['’])t|cannot|am unable|am not able|won['’]t)\b|\bI (?:can(?:['’]t|not)|am (?:unable|not able) to|['’]?m (?:unable|not able) to|won['’]t|will not)\s+(?:be able to\s+)?(?:translate|assist|help|provide|fulfil|comply|complete|process|do that|generate)|\bas an? (?:AI|artificial intelligence|language model)\b/iu,
  /(?<!\p{L})(?:на жаль|вибачте|перепрошую|пробачте)(?!\p{L})[^.!?]{0,40}не (?:можу|зможу|маю змоги|в змозі)|(?<!\p{L})я не (?:можу|зможу|в змозі) (?:\p{L}+ ){0,2}(?:переклас|переклад|допомог|виконат|надат)|(?<!\p{L})як (?:мовна модель|штучний інтелект|ШІ)(?!\p{L})/iu,
  /(?<!\p{L})(?:к сожалению|извините|простите|прошу прощения)(?!\p{L})[^.!?]{0,40}не (?:могу|смогу|в состоянии|имею возможности)|(?<!\p{L})я не (?:могу|смогу|в состоянии) (?:\p{L}+ ){0,2}(?:перевест|перевод|помочь|выполнит|предостав)|(?<!\p{L})как (?:языковая модель|искусственный интеллект|ИИ)(?!\p{L})/iu,
  /(?<!\p{L})(?:на жаль|выбачайце|прабачце)(?!\p{L})[^.!?]{0,40}не магу|(?<!\p{L})(?:съжалявам|за съжаление)(?!\p{L})[^.!?]{0,40}не мога|(?<!\p{L})(?:жао ми је|нажалост)(?!\p{L})[^.!?]{0,40}не могу/iu,
  /(?<!\p{L})(?:przykro mi|niestety|przepraszam)(?!\p{L})[^.!?]{0,40}nie (?:mogę|jestem w stanie)|(?<!\p{L})(?:omlouvám se|bohužel|je mi líto|ľutujem|žiaľ|bohužiaľ)(?!\p{L})[^.!?]{0,50}(?:nemohu|nemůžu|nejsem schopen|nemôžem|nedokáž[uì])/iu,
  /(?<!\p{L})(?:es tut mir leid|leider|entschuldigung|tut mir leid)(?!\p{L})[^.!?]{0,40}(?<!\p{L})ich(?!\p{L})[^.!?]{0,60}nicht|(?<!\p{L})(?:leider|es tut mir leid)[^.!?]{0,12}kann ich|(?<!\p{L})ich kann (?:diesen|dir|ihnen|den)[^.!?]{0,50}nicht (?:übersetzen|helfen)/iu,
  /(?<!\p{L})(?:désolée?|je suis désolée?|malheureusement)(?!\p{L})[^.!?]{0,40}je ne (?:peux|suis)|(?<!\p{L})je ne (?:peux|suis) pas (?:en mesure de )?(?:traduire|vous aider)/iu,
  /(?<!\p{L})(?:lo siento|lamentablemente|disculpa|me temo)(?!\p{L})[^.!?]{0,40}no puedo|(?<!\p{L})no puedo (?:traducir|ayudar)|(?<!\p{L})(?:mi dispiace|purtroppo)(?!\p{L})[^.!?]{0,40}non posso|(?<!\p{L})non posso (?:tradurre|aiutar)/iu,
  /(?<!\p{L})(?:desculpe|lamento|infelizmente|sinto muito)(?!\p{L})[^.!?]{0,40}não (?:posso|consigo)|(?<!\p{L})(?:het spijt me|helaas|sorry)(?!\p{L})[^.!?]{0,40}ik[^.!?]{0,20}niet|(?<!\p{L})(?:îmi pare rău|din păcate)(?!\p{L})[^.!?]{0,40}nu pot/iu,
  /(?<!\p{L})(?:üzgünüm|maalesef)(?!\p{L})[^.!?]{0,60}(?:çeviremem|çeviremiyorum|yardımcı olamam)|(?<!\p{L})(?:sajnálom|sajnos)(?!\p{L})[^.!?]{0,40}nem (?:tudom|tudok)|(?<!\p{L})(?:tyvärr|beklager|desværre|jag är ledsen)(?!\p{L})[^.!?]{0,40}(?:inte|ikke)|(?<!\p{L})(?:valitettavasti|pahoittelen)(?!\p{L})[^.!?]{0,40}en voi/iu,
  /申し訳(?:ありません|ございません)[^。]{0,40}(?:できません|いたしかねます|かねます)|翻訳(?:することは|は)?できません|(?:抱歉|对不起|很遗憾|對不起)[^。]{0,20}(?:无法|不能|無法)|(?:죄송|유감)[^.]{0,40}(?:수 없습니다|어렵습니다)/u,
  /(?:عذر[اًا]*|آسف|أعتذر|للأسف)[^.]{0,40}لا (?:أستطيع|يمكنني)|(?:מצטער|סליחה)[^.]{0,40}(?:לא יכול|אין באפשרותי)|(?:क्षमा करें|माफ़ करें|खेद है)[^।]{0,60}नहीं/u,
];

/** A line before the translation that announces it. */
const PREFACES: readonly RegExp[] = [
  /^\s*(?:(?:sure|certainly|of course|absolutely|okay|ok)[!,.:]?\s*)?(?:here(?:['’]s| is| are)\b[^.:\n]{0,60}\b(?:translation|translated|version|text)\b[^.:\n]{0,40}[:.]|the translation (?:is|of)[^:\n]{0,60}:|(?:translation|translated text)(?: (?:in|into|to) \w+)?\s*:)/iu,
  /^\s*(?:(?:звісно|звичайно|авжеж|так|добре|ось)[!,.:]?\s*)?(?:ось|нижче|тут)?\s*(?:наведено\s+)?(?:ваш\s+|український\s+|англійський\s+)?переклад(?:ений)?(?: тексту| (?:на )?\p{L}+(?:ою|ську|ською)(?: мову| мовою)?)?\s*:/iu,
  /^\s*(?:(?:конечно|разумеется|да|хорошо|вот)[!,.:]?\s*)?(?:вот|ниже)?\s*(?:приведён\s+|приведен\s+)?(?:ваш\s+|русский\s+)?перевод(?: текста| на \p{L}+(?: язык)?)?\s*:/iu,
  /^\s*(?:(?:jistě|samozřejmě|oczywiście|jasne|natürlich|gerne|bien sûr|claro|certo|por supuesto|naravno)[!,.:]?\s*)?(?:(?:zde je|tady je|tu je|oto|hier ist|voici|aquí (?:está|tienes)|ecco|aqui está|hier is|iată|evo|här är|her er)\s+)?(?:\p{L}+\s+){0,2}(?:překlad|preklad|tłumaczenie|übersetzung|traduction|traducción|traduzione|tradução|vertaling|traducerea|prijevod|prevod|översättning(?:en)?|oversættelse[nr]?|oversettelse[nr]?|fordítás|çeviri|käännös)(?:\s+\p{L}+){0,3}\s*:/iu,
  /^\s*(?:(?:以下|下面)(?:是|が|为)?[^。：:\n]{0,12}(?:翻译|翻訳|译文|訳文)[^。：:\n]{0,6}[:：]|(?:翻译|译文|翻訳|訳文|번역)\s*[:：])/u,
];

/** A remark behind it. */
const NOTES =
  /(?:^|\n)\s*[([*_]*\s*(?:note|translator['’]s note|примітка|примечание|prim\.|poznámka|uwaga|hinweis|anmerkung|remarque|nota|noot|opmerking|注|注意|備考|译注|訳注)\s*(?:перекладача|переводчика|překladatele|des übersetzers|du traducteur)?\s*[:：]/iu;

/** The same in brackets at the end; people write such things too. */
const LAST_NOTE =
  /[([]\s*(?:note|translator['’]s note|t\/n|примітка|прим\.|примечание|prim\.|pozn\.|poznámka|uwaga|hinweis|anm\.|anmerkung|remarque|nota|opmerking)(?![\p{L}])[^()[\]]{0,24}:[^()[\]]*[)\]]\s*\.?\s*$/iu;

/** A refusal in nobody's name: what was asked breaks a policy. */
const POLICIES =
  /\b(?:violates?|may violate|against|goes against)\b[^.!?]{0,30}\b(?:usage|content|our|community)\b[^.!?]{0,20}\b(?:polic(?:y|ies)|guidelines)|(?:verstößt|verstoßen|verletzt)[^.!?]{0,50}\p{L}*richtlinien|наруша[ею]т[^.!?]{0,30}(?:правил|политик)\p{L}* (?:использования|контента)|порушу[єю]\p{L}*[^.!?]{0,30}(?:правил|політик)\p{L}* (?:використання|контенту)/iu;
/** Words of a source that speaks of policies itself. */
const OF_POLICIES =
  /polic|guideline|richtlinie|правил|політик|политик|polity|zásad|regul|règle|polít|方針|政策|规|規/iu;

/** JSON around an answer. */
const WRAPPED =
  /^\s*[[{]+\s*"[\w -]+"\s*:|[{,]\s*"(?:translation|translated_?text|text|output|result)"\s*:/iu;

const FENCE = /(?:^|\n)\s*```/;
const UNKNOWN =
  /<\/?(?:unk|UNK|pad|s|eos|bos|mask)>|\u2047|\uFFFD|<\|[a-z_]+\|>|\[UNK\]|<extra_id_\d+>|\[\d{1,2}\](?!\()/u;

const critical = (message: Message): CheckResult => ({ check: 'preamble', severity: 'critical', ...message });

/** How far into an answer a refusal is looked for. */
const BEGINNING = 240;

export function preambleCheck(): Check {
  return {
    name: 'preamble',
    examine({ unit, translation }) {
      const source = unit.text;
      const has = (patterns: readonly RegExp[], text: string): boolean =>
        patterns.some((pattern) => pattern.test(text));
      const start = translation.slice(0, BEGINNING);
      if (mayApologise(start) && has(REFUSALS, start) && !mayApologise(source))
        return critical(say.refusal({ words: shortened(start.trim()) }));
      if (POLICIES.test(start) && !OF_POLICIES.test(source))
        return critical(say.refusal({ words: shortened(start.trim()) }));
      if (WRAPPED.test(translation) && !WRAPPED.test(source)) return critical(say.wrapped());
      if (has(PREFACES, translation) && !has(PREFACES, source) && !LABEL.test(source))
        return critical(say.preface({ words: shortened(start.trim()) }));
      const note = NOTES.exec(translation);
      if (note !== null && !NOTES.test(source) && !LABEL.test(source))
        return critical(say.remark({ words: shortened(translation.slice(note.index).trim()) }));
      const last = LAST_NOTE.exec(translation);
      if (last !== null && !/[)\]]\s*\.?\s*$/.test(source))
        return {
          check: 'preamble',
          severity: 'major',
          ...say.remark({ words: shortened(translation.slice(last.index).trim()) }),
        };
      if (FENCE.test(translation) && !source.includes('```')) return critical(say.fence());
      const unknown = UNKNOWN.exec(translation)?.[0];
      if (unknown !== undefined && !source.includes(unknown))
        return critical(say.unknownWord({ mark: unknown }));
      return undefined;
    },
  };
}

/** A source that begins with a label of its own: `Note: …`, «Увага: …». */
const LABEL = /^\s*[([*_]*\p{L}[\p{L}\p{M}\s'’.]{0,30}\s*[:：]/u;
/** Words of a source, in any language, that a refusal may be the translation of. */
const APOLOGY =
  /\b(?:sorry|apologi[sz]e|unfortunately|regret|afraid|forgive|pardon|excuse|can['’]?t|cannot|can not|unable|not able|couldn['’]t|won['’]t|AI|language model)\b|жаль|вибач|перепрош|пробач|не\s(?:\p{L}+\s){0,2}(?:мож|зможу|допомож|переклад)|сожален|извин|прост[иі]|не\s(?:\p{L}+\s){0,2}(?:мог|смог|помог|перев)|прабач|съжал|не мога|жао|przepr|niestety|przykro|nie mog|omlouv|bohužel|lít|nemoh|nemůž|ľutuj|žiaľ|leider|leid|entschuldig|kann|désol|malheureu|regrett|ne peu|siento|lament|disculp|no pued|dispiac|purtropp|non poss|desculp|infeliz|não poss|spijt|helaas|rău|păcate|üzgün|maalesef|sajn|tyvärr|beklag|desværre|valitett|pahoitt|申し訳|すみません|ごめん|残念|できません|抱歉|对不起|遗憾|无法|不能|죄송|유감|없습니다|عذر|آسف|للأسف|מצטער|סליחה|क्षमा|माफ़|खेद/iu;

function mayApologise(source: string): boolean {
  return APOLOGY.test(source);
}
