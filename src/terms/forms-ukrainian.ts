import { addAll, endings, softened } from './forms-slavic.js';

/**
 * Forms of Ukrainian nouns and adjectives, made from the form a term is written in (nominative, singular or plural), by
 * Український правопис 2019, §§ 70-101. Of stems that may go two ways both are made: what is no word is in no text.
 */

const HARD_A = endings('а и і у ою о - ам ами ах ей ми');
const SOFT_A = endings('я ю і е ею ь ям ями ях ей');
const JOTTED_A = endings('я ю ї є єю й ям ями ях ей');
const HARD_MASCULINE = endings('- а у ові ом ем еві е и і ів ам ами ах');
const SOFT_MASCULINE = endings('ь я ю еві ем е і ів ей ям ями ях ьми');
const JOTTED_MASCULINE = endings('й я ю єві єм ї є їв ям ями ях');
const THIRD = endings('ь - і ю ей ям ями ях ьми ам ами ах ові');
const HARD_NEUTER = endings('о а у ові ом і - ам ами ах и ей има има');
const SOFT_NEUTER = endings('е я ю еві ем і ь - ям ями ях ів ей а у ам ами ах');
const DOUBLED_NEUTER = endings('я ю ям і ями ях');
const PLURAL = endings('и і ї ів їв ам ям ами ями ах ях ей ми ьми има а я - ь й');
const ADJECTIVE = endings('ий ого ому им ім а ої ій у ою е і их ими');
const SOFT_ADJECTIVE = endings('ій ього ьому ім я ьої ю ьою є і іх іми');
const JOTTED_ADJECTIVE = endings('їй його йому їм я йої ю йою є ї їх їми');
const SURNAME = endings('- а у ові им им і ої ій ою и их ими');

const PALATAL = { г: 'з', к: 'ц', х: 'с' } as const;
const VOCATIVE = { г: 'ж', к: 'ч', х: 'ш', ц: 'ч', з: 'ж' } as const;
const VOWEL = /[аеєиіїоуюя]/u;
const LAST_I = /[іїеоє](?=[^аеєиіїоуюя]*$)/u;

/** Words that are another stem in other forms. */
const IRREGULAR: Readonly<Record<string, string>> = {
  людина: 'людина людини людині людину людиною людино люди людей людям людьми людях',
  люди: 'люди людей людям людьми людях',
  дитина: 'дитина дитини дитині дитину дитиною дитино діти дітей дітям дітьми дітях',
  діти: 'діти дітей дітям дітьми дітях',
  мати: 'мати матері матір матірю матерів матерям матерями матерях',
  гра: 'гра гри грі гру грою гро ігор іграм іграми іграх ігри',
  око: 'око ока оку оком оці очі очей очам очима очах',
  вухо: 'вухо вуха вуху вухом вусі вух вухам вухами вухах вуші ушей вушам вушима вушах',
  тиждень: 'тиждень тижня тижню тижневі тижнем тижні тижнів тижням тижнями тижнях',
  війна: 'війна війни війні війну війною війно воєн війнам війнами війнах війн',
};

/** All forms of a word, folded. */
export function ukrainianForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) for (const form of irregular.split(' ')) forms.add(form);
  if (word === 'мати') forms.add("матір'ю");
  if (irregular !== undefined || word.length < 3) return forms;
  const last = word.slice(-1);
  const stem = word.slice(0, -1);
  if (/(?:ий|ій|їй)$/u.test(word) && word.length > 4) adjective(word, forms);
  if (last === 'а') feminine(stem, HARD_A, forms);
  else if (last === 'я') soft(stem, forms);
  else if (last === 'о') neuter(stem, HARD_NEUTER, forms);
  else if (last === 'е') {
    neuter(stem, SOFT_NEUTER, forms);
    // Of an adjective: головне управління.
    addAll(forms, [stem], ADJECTIVE);
  } else if (/[иії]$/u.test(word)) plural(stem, last, forms);
  else if (/[бвгґджзйклмнпрстфхцчшщь]$/u.test(word)) closed(word, stem, last, forms);
  return forms;
}

function adjective(word: string, forms: Set<string>): void {
  const stem = word.slice(0, -2);
  if (word.endsWith('їй')) addAll(forms, [stem], JOTTED_ADJECTIVE);
  else if (word.endsWith('ій')) addAll(forms, [stem], SOFT_ADJECTIVE);
  else addAll(forms, [stem], ADJECTIVE);
}

/** Before an ending that is nothing: село, сіл; сестра, сестер; книжка, книжок; лінійка, лінійок. */
function bare(stem: string): string[] {
  const made = [
    stem,
    stem.replace(/[ое](?=[^аеєиіїоуюя]*$)/u, 'і'),
    stem.replace(/є(?=[^аеєиіїоуюя]*$)/u, 'ї'),
  ];
  const cluster = /^(.*[^аеєиіїоуюяьй'])([^аеєиіїоуюяьй'])$/u.exec(stem);
  if (cluster !== null) for (const vowel of 'ое') made.push(`${cluster[1]}${vowel}${cluster[2]}`);
  const jotted = /^(.*)[йь]([^аеєиіїоуюяьй'])$/u.exec(stem);
  if (jotted !== null) {
    made.push(`${jotted[1]}є${jotted[2]}`, `${jotted[1]}йо${jotted[2]}`, `${jotted[1]}ьо${jotted[2]}`);
    made.push(`${jotted[1]}о${jotted[2]}`, `${jotted[1]}е${jotted[2]}`);
  }
  return made;
}

function feminine(stem: string, list: readonly string[], forms: Set<string>): void {
  addAll(forms, [stem], list);
  addAll(forms, bare(stem), ['']);
  addAll(forms, softened(stem, PALATAL), ['і']);
  // After ж, ч, ш, щ: площа, площею.
  if (/[жчшщ]$/u.test(stem)) addAll(forms, [stem], endings('ею е'));
  // Of an adjective: Верховна, Верховної; and of a surname: Іванова, Івановій.
  addAll(forms, [stem], endings('ої ій і их им ими'));
  if (stem.endsWith('ин')) addAll(forms, [stem], SURNAME);
}

/** Words in я: земля, станція, сім'я, стаття, життя, ім'я, військова, судня. */
function soft(stem: string, forms: Set<string>): void {
  if (/[аеєиіїоуюя']$/u.test(stem)) {
    addAll(forms, [stem], JOTTED_A);
    if (stem.endsWith("'")) {
      const bare = stem.slice(0, -1);
      // Сім'я, сімей; ім'я, імені; подвір'я, подвір'їв.
      addAll(forms, [bare], endings('ей ені енем ен енам енами енах ена'));
      addAll(forms, [stem], endings('ям їв ї'));
    }
  } else {
    addAll(forms, [stem], SOFT_A);
    addAll(forms, bare(stem), ['ь', '']);
    addAll(forms, [stem], endings('ьої ьою іх ім іми'));
    addAll(forms, [stem], endings('ті там тами тах т ткою'));
  }
  const doubled = /^(.*)([джзлнстцчш])\2$/u.exec(stem);
  if (doubled === null) return;
  addAll(forms, [stem], DOUBLED_NEUTER);
  addAll(forms, [stem], endings('ів ею'));
  addAll(forms, [`${doubled[1]}${doubled[2]}`], endings('ь - ей'));
}

function neuter(stem: string, list: readonly string[], forms: Set<string>): void {
  addAll(forms, [stem], list);
  addAll(forms, bare(stem), list === SOFT_NEUTER ? ['', 'ь'] : ['']);
  addAll(forms, softened(stem, PALATAL), ['і']);
}

function plural(stem: string, last: string, forms: Set<string>): void {
  addAll(forms, [stem], PLURAL);
  addAll(forms, bare(stem), ['', 'ь', 'ей']);
  // Of an adjective: збройні, збройних; останні, останніх; безкраї, безкраїх.
  addAll(forms, [stem], last === 'ї' ? endings('їх їм їми') : endings('их им ими іх ім іми'));
  // The singular of a noun that is listed in the plural: податки, податку.
  addAll(forms, [stem], endings('ок у ом ові ою ю ем ею'));
  if (last === 'ї') addAll(forms, [stem], endings('й єю ю я'));
  const cluster = /^(.+)([кц])$/u.exec(stem);
  if (cluster !== null)
    addAll(forms, [`${cluster[1]}о${cluster[2]}`, `${cluster[1]}е${cluster[2]}`], endings('- ь'));
}

/** Words without an ending: the masculine ones, and the feminine ones of the third declension. */
function closed(word: string, stem: string, last: string, forms: Set<string>): void {
  const isSoft = last === 'ь';
  const base = isSoft ? stem : word;
  if (last === 'й') addAll(forms, changed(stem), JOTTED_MASCULINE);
  else if (isSoft) {
    addAll(forms, changed(base), SOFT_MASCULINE);
    if (base.endsWith('ц'))
      addAll(
        forms,
        changed(base).map((one) => `${one.slice(0, -1)}ч`),
        ['е', 'у'],
      );
    third(base, forms);
  } else {
    addAll(forms, changed(base), HARD_MASCULINE);
    for (const one of changed(base)) {
      addAll(forms, softened(one, PALATAL), endings('і ів'));
      addAll(forms, softened(one, VOCATIVE), ['е']);
    }
    if (/[бвжмпрфчшщ]$/u.test(base)) third(base, forms);
    // Лікар, лікаря; секретар, секретарі.
    if (base.endsWith('р')) addAll(forms, changed(base), endings('я ю еві ем ям ями ях'));
    // Громадянин, громадяни.
    if (/[яаі]нин$|[аи]рин$|ин$/u.test(base) && base.length > 5)
      addAll(forms, [base.slice(0, -2)], endings('и - ам ами ах'));
    if (/(?:[оеє]в|[иії]н|ів|їв)$/u.test(base)) {
      const stems = [base, base.replace(/ів$/u, 'ов').replace(/їв$/u, 'єв'), base.replace(/ів$/u, 'ев')];
      addAll(forms, stems, SURNAME);
    }
    // Слів'янськ, друг: друзі, друзів, друзям.
    if (base === 'друг') addAll(forms, ['друз'], endings('і ів ям ями ях'));
  }
}

function third(base: string, forms: Set<string>): void {
  const stems = changed(base);
  addAll(forms, stems, THIRD);
  // Ніч, ніччю; кров, кров'ю; область, областю.
  const final = base.slice(-1);
  addAll(forms, [base], /[бвмпрф]/u.test(final) ? ["'ю"] : ['ю', `${final}ю`]);
}

/** The stem before an ending that begins with a vowel: рік, року; день, дня; боєць, бійця; українець, українця. */
function changed(base: string): string[] {
  const made = new Set([base]);
  const vowel = LAST_I.exec(base);
  if (vowel === null) return [base];
  const [sign] = vowel;
  const before = base.slice(0, vowel.index);
  const after = base.slice(vowel.index + 1);
  if (sign === 'і' && after.length <= 3) {
    for (const other of ['о', 'е', 'ьо']) made.add(before + other + after);
  } else if (sign === 'ї') made.add(`${before}є${after}`);
  if (/^[оеє]$/u.test(sign) && after.length === 1 && before !== '') {
    if (sign === 'є' || VOWEL.test(before.slice(-1))) {
      made.add(`${before}й${after}`);
      made.add(`${before.replace(/[оеє](?=[^аеєиіїоуюя]*$)/u, 'і')}й${after}`);
    } else {
      made.add(before + after);
      if (before.endsWith('л')) made.add(`${before}ь${after}`);
      if (before.endsWith('ьо')) made.add(before.slice(0, -1) + after);
      // Кінець, кінця; Донець, Дінця.
      made.add(before.replace(/[ое](?=[^аеєиіїоуюя]*$)/u, 'і') + after);
    }
  }
  return [...made];
}
