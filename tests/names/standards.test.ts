import { describe, expect, it } from 'vitest';
import { standardsOf, transliterations } from '../../src/names/standards.js';

/** Examples of resolution 55 of the Cabinet of Ministers of Ukraine, of 27 January 2010, in its own words. */
const KMU =
  'Алушта Alushta, Борщагівка Borshchahivka, Вінниця Vinnytsia, Володимир Volodymyr, Гадяч Hadiach, Богдан Bohdan, Згурський Zghurskyi, Ґалаґан Galagan, Ґорґани Gorgany, Донецьк Donetsk, Єнакієве Yenakiieve, Гаєвич Haievych, Короп’є Koropie, Житомир Zhytomyr, Жанна Zhanna, Закарпаття Zakarpattia, Медвин Medvyn, Михайленко Mykhailenko, Іванків Ivankiv, Іващенко Ivashchenko, Їжакевич Yizhakevych, Кадиївка Kadyivka, Мар’їне Marine, Йосипівка Yosypivka, Стрий Stryi, Олексій Oleksii, Київ Kyiv, Коваленко Kovalenko, Лебедин Lebedyn, Леонід Leonid, Миколаїв Mykolaiv, Ніжин Nizhyn, Одеса Odesa, Полтава Poltava, Решетилівка Reshetylivka, Суми Sumy, Тернопіль Ternopil, Ужгород Uzhhorod, Фастів Fastiv, Харків Kharkiv, Біла_Церква Bila_Tserkva, Стеценко Stetsenko, Чернівці Chernivtsi, Шостка Shostka, Щербухи Shcherbukhy, Гоща Hoshcha, Гаращенко Harashchenko, Юрій Yurii, Корюківка Koriukivka, Яготин Yahotyn, Ярошенко Yaroshenko, Костянтин Kostiantyn, Знам’янка Znamianka, Феодосія Feodosiia, Згорани Zghorany, Розгон Rozghon';

describe('standards of transliteration', () => {
  it('has the examples of KMU 2010', () => {
    for (const pair of KMU.split(', ')) {
      const [name = '', latin = ''] = pair.replaceAll('_', '\n').split(' ');
      expect(transliterations(name.replace('\n', ' '), 'uk')['kmu-2010']).toBe(latin.replace('\n', ' '));
    }
  });

  it.each([
    ['Зеленський', 'uk', 'Zelenskyi', ['kmu-2010']],
    ['Зеленський', 'uk', 'Zelenskyy', ['bgn-pcgn']],
    ['Зеленський', 'uk', 'Selenskyj', ['german']],
    ['Зеленський', 'uk', 'Zelensʹkyj', ['scientific']],
    ['Зеленський', 'uk', 'Zelensky', ['press']],
    ['Достоевский', 'ru', 'Dostoyevskiy', ['bgn-pcgn']],
    ['Достоевский', 'ru', 'Dostoyevsky', ['press']],
    ['Достоевский', 'ru', 'Dostojewski', ['german']],
    ['Ельцин', 'ru', 'Jelzin', ['german']],
    ['Зеленський', 'uk', 'Zelinsky', []],
  ] as const)('says by which %s is %s', (name, language, spelt, standards) => {
    expect(standardsOf(name, language, spelt)).toEqual(standards);
  });
});
