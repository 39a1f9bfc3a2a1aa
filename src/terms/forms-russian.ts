import { addAll, endings, softened } from './forms-slavic.js';

/**
 * Forms of Russian nouns and adjectives, made from the form a term is written in (nominative, singular or plural), by
 * Русская грамматика 1980, §§ 1147-1335; ё is е. Of stems that may go two ways both are made.
 */

const HARD_A = endings('а ы и е у ой ою ей ею - ам ами ах');
const SOFT_A = endings('я и е ю ей ею ь й ям ями ях');
const HARD_MASCULINE = endings('- а у ом ем е ы и ов ев ей ам ами ах');
const SOFT_MASCULINE = endings('ь я ю ем е и ей ям ями ях ью');
const JOTTED_MASCULINE = endings('й я ю ем е и ев ям ями ях');
const HARD_NEUTER = endings('о а у ом е - ам ами ах и ов');
const SOFT_NEUTER = endings('е я ю ем и й ь ей ев ям ями ях а у ам ами ах -');
const PLURAL = endings('ы и а я ов ев ей й - ь ам ям ами ями ах ях ьми');
const ADJECTIVE = endings(
  'ый ий ой ого его ому ему ым им ом ем ая яя ей ую юю ою ею ое ее ые ие ых их ыми ими',
);
const SURNAME = endings('- а у ым ом е ой ы ых ыми ую');
const IN_YA = endings('ья ьев ьям ьями ьях');

const IRREGULAR: Readonly<Record<string, string>> = {
  человек: 'человек человека человеку человеком человеке люди людей людям людьми людях',
  люди: 'люди людей людям людьми людях',
  ребенок: 'ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях ребята ребят',
  дети: 'дети детей детям детьми детях',
  ухо: 'ухо уха уху ухом ухе уши ушей ушам ушами ушах',
  небо: 'небо неба небу небом небе небеса небес небесам небесами небесах',
  путь: 'путь пути путем путей путям путями путях',
  друг: 'друг друга другу другом друге друзья друзей друзьям друзьями друзьях',
};

/** All forms of a word, folded. */
export function russianForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) for (const form of irregular.split(' ')) forms.add(form);
  if (irregular !== undefined || word.length < 3) return forms;
  if (/(?:ий|ее|ие|ая|ое|ые)ся$/u.test(word))
    addAll(
      forms,
      [word.slice(0, -4)],
      ADJECTIVE.map((ending) => `${ending}ся`),
    );
  const last = word.slice(-1);
  const stem = word.slice(0, -1);
  if (/(?:ый|ий|ой)$/u.test(word) && word.length > 4) addAll(forms, [word.slice(0, -2)], ADJECTIVE);
  if (/(?:ая|яя|ое|ее|ые|ие)$/u.test(word) && !/[еа]ние$|[ия]тие$|ие$(?<![кгхшщчжнр]ие)/u.test(word))
    addAll(forms, [word.slice(0, -2)], ADJECTIVE);
  if (last === 'а') {
    addAll(forms, [stem], HARD_A);
    addAll(forms, bare(stem), ['']);
    if (/(?:ов|ев|ин)$/u.test(stem)) addAll(forms, [stem], SURNAME);
  } else if (last === 'я') {
    addAll(forms, [stem], SOFT_A);
    addAll(forms, bare(stem), ['', 'ь', 'й']);
    if (stem.endsWith('ь')) addAll(forms, [stem.slice(0, -1)], ['ей', 'ий']);
    if (stem.endsWith('м')) addAll(forms, [stem], endings('ени енем ен ена енам енами енах'));
  } else if (last === 'о') {
    addAll(forms, [stem], HARD_NEUTER);
    addAll(forms, bare(stem), ['']);
    addAll(forms, [stem], IN_YA);
    if (word === 'чудо') addAll(forms, ['чудес'], endings('а - ам ами ах'));
  } else if (last === 'е') {
    addAll(forms, [stem], SOFT_NEUTER);
    addAll(forms, bare(stem), ['']);
    if (stem.endsWith('ь')) addAll(forms, [stem.slice(0, -1)], ['ий']);
  } else if (/[ыи]$/u.test(word)) plural(stem, forms);
  else if (/[бвгджзйклмнпрстфхцчшщь]$/u.test(word)) closed(word, stem, last, forms);
  return forms;
}

/** Before an ending that is nothing: окно, окон; сестра, сестёр; письмо, писем; копейка, копеек. */
function bare(stem: string): string[] {
  const made = [stem];
  const cluster = /^(.*[^аеиоуыэюяьй])([^аеиоуыэюяьй])$/u.exec(stem);
  if (cluster !== null) for (const vowel of 'ое') made.push(`${cluster[1]}${vowel}${cluster[2]}`);
  const between = /^(.*)[ьй]([^аеиоуыэюяьй])$/u.exec(stem);
  if (between !== null) made.push(`${between[1]}е${between[2]}`);
  if (stem === 'яйц') made.push('яиц');
  return made;
}

function plural(stem: string, forms: Set<string>): void {
  addAll(forms, [stem], PLURAL);
  addAll(forms, bare(stem), ['', 'ь']);
  // The singular of a noun that is listed in the plural: налоги, налога.
  addAll(forms, [stem], endings('у ю е ом ем ой ью'));
  const cluster = /^(.+)([кц])$/u.exec(stem);
  if (cluster !== null) addAll(forms, [`${cluster[1]}о${cluster[2]}`, `${cluster[1]}е${cluster[2]}`], ['']);
}

function closed(word: string, stem: string, last: string, forms: Set<string>): void {
  if (last === 'й') {
    addAll(forms, changed(stem), JOTTED_MASCULINE);
    return;
  }
  if (last === 'ь') {
    addAll(forms, changed(stem), SOFT_MASCULINE);
    // Мать, матери.
    if (word === 'мать' || word === 'дочь') addAll(forms, [`${stem}ер`], endings('и ью ей ям ями ьми ях'));
    return;
  }
  addAll(forms, changed(word), HARD_MASCULINE);
  // Братья, стулья, сыновья.
  addAll(forms, [word, ...softened(word, { г: 'з', к: 'ч' })], IN_YA);
  if (word === 'сын') addAll(forms, ['сынов'], endings('ья ей ьям ьями ьях'));
  if (word === 'хозяин') addAll(forms, ['хозяев'], endings('а - ам ами ах'));
  if (/[яа]нин$/u.test(word)) addAll(forms, [word.slice(0, -2)], endings('е - ам ами ах'));
  else if (/[аи]рин$/u.test(word)) addAll(forms, [word.slice(0, -2)], endings('ы е - ам ами ах'));
  if (/[оа]нок$|енок$/u.test(word)) addAll(forms, [`${word.slice(0, -4)}ят`], endings('а - ам ами ах'));
  if (/(?:[ое]в|[иы]н)$/u.test(word)) addAll(forms, [word], SURNAME);
}

/** The stem before an ending that begins with a vowel: рынок, рынка; отец, отца; боец, бойца; лёд, льда. */
function changed(base: string): string[] {
  const made = new Set([base]);
  const vowel = /[ое](?=[^аеиоуыэюя]$)/u.exec(base);
  if (vowel === null) return [base];
  const before = base.slice(0, vowel.index);
  const after = base.slice(vowel.index + 1);
  if (before === '') return [base];
  if (/[аеиоуыэюя]$/u.test(before)) made.add(`${before}й${after}`);
  else {
    made.add(before + after);
    if (before.endsWith('л') || before.endsWith('н')) made.add(`${before}ь${after}`);
    if (before.endsWith('ь')) made.add(`${before}${after}`);
  }
  return [...made];
}
