/** Forms of English and German words. */

const IRREGULAR_ENGLISH: Readonly<Record<string, string>> = {
  man: 'men',
  woman: 'women',
  child: 'children',
  person: 'people',
  foot: 'feet',
  tooth: 'teeth',
  goose: 'geese',
  mouse: 'mice',
  crisis: 'crises',
  analysis: 'analyses',
  basis: 'bases',
  criterion: 'criteria',
  phenomenon: 'phenomena',
  medium: 'media',
};

/** Singular, plural and possessive. */
export function englishForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  const add = (plural: string): void => void forms.add(plural);
  const irregular = Object.entries(IRREGULAR_ENGLISH).find(
    ([singular]) =>
      word === singular ||
      (singular.length > 2 && /m[ae]n$|woman$/.test(singular) && word.endsWith(singular)),
  );
  if (irregular !== undefined) add(word.slice(0, word.length - irregular[0].length) + irregular[1]);
  if (/[^aeiou]y$/.test(word)) add(`${word.slice(0, -1)}ies`);
  else if (/(?:s|x|z|ch|sh|[^aeiou]o)$/.test(word)) add(`${word}es`);
  if (/(?:[lr]f|[aeo]af|ife)$/.test(word)) add(`${word.replace(/fe?$/, '')}ves`);
  if (!/(?:s|x|z|ch|sh)$/.test(word) && !/[^aeiou]y$/.test(word)) add(`${word}s`);
  // A term listed in the plural stands for its singular.
  if (/[^s]ies$/.test(word) && word.length > 4) add(`${word.slice(0, -3)}y`);
  else if (/(?:s|x|z|ch|sh)es$/.test(word)) add(word.slice(0, -2));
  else if (/[^sui]s$/.test(word) && word.length > 3) add(word.slice(0, -1));
  for (const form of [...forms]) {
    add(`${form}'s`);
    if (form.endsWith('s')) add(`${form}'`);
  }
  return forms;
}

const UMLAUTS: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü' };

/** Cases, plurals and the endings of adjectives. */
export function germanForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  const put = (stem: string, list: readonly string[]): void => {
    for (const ending of list) forms.add(stem + ending);
  };
  const common = ['', 's', 'es', 'e', 'en', 'n', 'er', 'ern', 'em', 'ens'];
  put(word, word.length < 4 ? ['s', 'es'] : common);
  if (word.length < 4) return forms;
  if (/e$/.test(word)) put(word.slice(0, -1), common);
  if (/(?:en|er|es|em)$/.test(word) && word.length > 5) put(word.slice(0, -2), common);
  if (/nen$/.test(word)) put(word.slice(0, -3), ['', 'nen']);
  if (/in$/.test(word)) put(word, ['nen']);
  if (/nis$/.test(word)) put(word, ['se', 'sen', 'ses']);
  if (/um$/.test(word)) put(word.slice(0, -2), ['en', 'a', 'ums']);
  if (/us$/.test(word)) put(word.slice(0, -2), ['en', 'i']);
  const umlaut = /(a(?=u)|[aou])(?=[^aeiouäöü]*(?:e[lrn])?$|u[^aeiouäöü]+$)/.exec(word);
  if (umlaut !== null) {
    const [sign] = umlaut;
    const stem = word.slice(0, umlaut.index) + (UMLAUTS[sign] ?? sign) + word.slice(umlaut.index + 1);
    put(stem, ['', 'e', 'en', 'er', 'ern', 'n']);
  }
  return forms;
}
