import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';

const say = messages('check', {
  markupAdded: '"{{markup}}" is not in the source',
  shouted: 'the translation is in capitals, the source is not',
  hidden: 'the invisible character {{code}} is not in the source',
});

/** Markup and characters a reader must not see, where the source has none. */

const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!--/giu;
const ENTITY = /&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});/giu;
/** Harmful: they run, or lead elsewhere. */
const ACTIVE =
  /<\s*(?:script|iframe|object|embed|form|style|link|meta|base|svg)\b|\bon[a-z]+\s*=|javascript:/iu;
/** Control characters but for tab and line breaks, overrides of direction, invisible letters. */
const HIDDEN =
  /(?![\t\n\r\u200C\u200D])[\p{Cc}\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/** Letters from which on capitals alone are no acronym. */
const LOUD = 20;

/** Whether a text is in capitals throughout. */
function isShouted(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals >= LOUD && !/\p{Ll}{2}/u.test(text);
}

export function markupCheck(): Check {
  return {
    name: 'markup',
    examine({ unit, translation }) {
      const source = unit.text;
      const active = ACTIVE.exec(translation)?.[0];
      if (active !== undefined && !ACTIVE.test(source))
        return { check: 'markup', severity: 'critical', ...say.markupAdded({ markup: active }) };
      const tags = (translation.match(TAG) ?? []).filter((tag) => !source.includes(tag));
      if (tags[0] !== undefined)
        return { check: 'markup', severity: 'major', ...say.markupAdded({ markup: tags[0] }) };
      const entities = (translation.match(ENTITY) ?? []).filter((entity) => !source.includes(entity));
      if (entities[0] !== undefined)
        return { check: 'markup', severity: 'major', ...say.markupAdded({ markup: entities[0] }) };
      const hidden = (translation.match(HIDDEN) ?? []).filter((sign) => !source.includes(sign));
      if (hidden[0] === undefined)
        return isShouted(translation) && !isShouted(source)
          ? { check: 'markup', severity: 'major', ...say.shouted() }
          : undefined;
      const code = hidden[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      return { check: 'markup', severity: 'major', ...say.hidden({ code: `U+${code}` }) };
    },
  };
}
