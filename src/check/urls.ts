import { messages } from '../message.js';
import type { Check, CheckResult } from '../model/contracts.js';

const say = messages('check', {
  addressLost: '{{addresses}} was lost or changed',
  addressAdded: '{{addresses}} is not in the source',
});

/** Ways to reach somebody: what leads elsewhere than the source is the gravest a translation can do. */

const ADDRESS =
  /https?:\/\/[^\s<>"«»”)\]]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+|(?<![\p{L}\p{N}@/.])@\w{2,}/gu;
/** Addresses without a scheme; endings that are ordinary words too count only before a path. */
const DOMAIN =
  /(?<![\p{L}\p{N}@./_-])(?:[a-z0-9-]{1,63}\.){1,4}(?:(?:com|org|net|info|edu|gov|mil|int|biz|example|test|eu|ua|ru|su|by|kz|md|ge|pl|cz|sk|de|fr|es|pt|ro|bg|rs|mk|hu|lt|lv|ee|nl|ch|se|dk|fi|uk|tr|gr|jp|cn|kr|tv|io|ai|app|dev|news|media|online|site|shop|xyz|top|link|click|укр|рф)(?![\p{L}\p{N}_-])|[a-z]{2,12}(?=\/[a-z0-9]))(?:\/[^\s<>«»"”)\]]*)?/giu;
/** Digits of one number that is dialled, with the signs between them. */
const PHONE =
  /(?<![\p{L}\p{N}.,])(?:\+\d[\d\s().\u00A0–-]{6,18}\d|\(?\d{2,4}\)?[\s-]\d{2,4}(?:[\s-]\d{2,4}){1,3}|0\d{8,10})(?![\p{L}\p{N}])/gu;
/** Account and card numbers. */
const ACCOUNT =
  /(?<![\p{L}\p{N}])(?:[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?|\d{4}(?:[\s-]\d{4}){3}|\d{12,20})(?![\p{L}\p{N}])/gu;

const trimmed = (address: string): string => address.replace(/[.,;:!?…]+$/u, '');
const digits = (text: string): string => text.replace(/\D+/g, '');

function addresses(text: string): string[] {
  if (!/@|:\/\//.test(text)) return [];
  return [...text.matchAll(ADDRESS)].map((match) => trimmed(match[0])).sort();
}

/** Addresses, e-mails and handles of both sides are the same. */
export function urlsCheck(): Check {
  return {
    name: 'urls',
    examine({ unit, translation }) {
      const wanted = addresses(unit.text);
      const found = addresses(translation);
      if (wanted.length === 0 && found.length === 0) return undefined;
      if (wanted.join('\n') === found.join('\n')) return undefined;
      const lost = wanted.filter((address) => !found.includes(address));
      const added = found.filter((address) => !wanted.includes(address));
      const what =
        lost.length > 0
          ? say.addressLost({ addresses: lost.join(', ') })
          : say.addressAdded({ addresses: added.join(', ') || found.join(', ') });
      return { check: 'urls', severity: 'critical', ...what };
    },
  };
}

const critical = (what: string): CheckResult => ({
  check: 'foreign-addresses',
  severity: 'critical',
  ...say.addressAdded({ addresses: what }),
});

/** Addresses without a scheme, telephone and account numbers that the source does not have. */
export function foreignAddressesCheck(): Check {
  return {
    name: 'foreign-addresses',
    examine({ unit, translation }) {
      const source = unit.text.toLowerCase();
      const prose = translation.replace(/https?:\/\/\S+/gu, ' ');
      if (/[a-zа-я0-9]\.[a-zа-я]/iu.test(prose)) {
        for (const match of prose.matchAll(DOMAIN)) {
          const address = trimmed(match[0]);
          // A name with its ending in other letters is the same address in the news: «Диалог.ua».
          const ending = address.split('.').at(-1)?.toLowerCase() ?? '';
          if (/^\p{Lu}[^/]*$/u.test(address) && new RegExp(`\\p{L}\\.${ending}(?!\\p{L})`, 'iu').test(source))
            continue;
          if (!source.includes(address.toLowerCase().replace(/\/$/, '')) && isAddress(address))
            return critical(address);
        }
      }
      const known = digits(unit.text);
      for (const pattern of [ACCOUNT, PHONE]) {
        for (const match of translation.matchAll(pattern)) {
          const number = digits(match[0]);
          if (
            number.length < FEWEST_DIGITS ||
            /^\d{1,3}(?:[\s\u00A0]\d{3})+$/u.test(match[0]) ||
            known.includes(number)
          )
            continue;
          // Digits of the source in another order of signs: the numbers check compares them.
          if (sharesDigits(number, known)) continue;
          return critical(match[0].trim());
        }
      }
      return undefined;
    },
  };
}

const FEWEST_DIGITS = 7;

/** `т.е` and `U.S` have dots too: an address has a name of three letters and small letters in its ending. */
function isAddress(address: string): boolean {
  const [host = ''] = address.split('/');
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  return ending === ending.toLowerCase() && labels.slice(0, -1).some((label) => label.length >= 3);
}

/** A number of which the source has most: it was changed, not made up. */
function sharesDigits(number: string, known: string): boolean {
  return known.length >= number.length && known.includes(number.slice(0, Math.ceil(number.length * 0.7)));
}
