import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../../api/contract.js';
import type { Client } from './client.js';
import type { Speak } from './speak.js';

/** What every part of the page needs. */
export interface Page {
  readonly client: Client;
  readonly session: Session;
  readonly language: string;
  readonly speak: Speak;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('no page');
  return page;
}

/** The colour of a language: the same wherever it is shown. */
const HUES: Readonly<Record<string, number>> = {
  en: 217,
  uk: 42,
  ru: 2,
  pl: 330,
  de: 160,
  fr: 265,
  es: 22,
  ar: 140,
  he: 190,
};

export function hueOf(tag: string): string {
  const primary = tag.split('-')[0] ?? tag;
  const known = HUES[primary];
  const hue =
    known ?? [...primary].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return String(hue);
}

const RTL = new Set(['ar', 'he', 'fa', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb']);

export function directionOf(tag: string): 'rtl' | 'ltr' {
  return RTL.has(tag.split('-')[0] ?? '') || /-(?:Arab|Hebr)\b/.test(tag) ? 'rtl' : 'ltr';
}
