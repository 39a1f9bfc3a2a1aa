import type { Check } from '../model/contracts.js';

const ADDRESS =
  /https?:\/\/[^\s<>"«»”)\]]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+|(?<![\p{L}\p{N}@/.])@\w{2,}/gu;

function addresses(text: string): string[] {
  return [...text.matchAll(ADDRESS)].map((match) => match[0].replace(/[.,;:!?…]+$/u, '')).sort();
}

/** Addresses, e-mails and handles of both sides are the same. */
export function urlsCheck(): Check {
  return {
    name: 'urls',
    examine({ unit, translation }) {
      const wanted = addresses(unit.text);
      const found = addresses(translation);
      if (wanted.join('\n') === found.join('\n')) return undefined;
      const lost = wanted.filter((address) => !found.includes(address));
      const added = found.filter((address) => !wanted.includes(address));
      const what =
        lost.length > 0
          ? `${lost.join(', ')} was lost or changed`
          : `${added.join(', ') || found.join(', ')} was added`;
      return { check: 'urls', severity: 'critical', message: what };
    },
  };
}
