import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../src/message.js';
import { PROVIDERS } from '../../src/providers/index.js';

/** A definition as anybody's. */
type Told = (typeof PROVIDERS)[keyof typeof PROVIDERS];

/** The row of a provider, from its definition alone. */
function row(definition: Told): string {
  const { name, description, settings, environment = {}, peer, isLocal = false } = definition;
  const variables = new Map<string, string[]>();
  for (const [variable, setting] of Object.entries(environment as Readonly<Record<string, string>>))
    variables.set(setting, [...(variables.get(setting) ?? []), `\`${variable}\``]);
  const own = Object.keys(settings.shape).map((setting) => {
    const names = variables.get(setting);
    return `\`${setting}\`${names === undefined ? '' : ` (${names.join(' or ')})`}`;
  });
  const install = peer === undefined ? '–' : `\`npm install ${peer}\``;
  return `| \`${name}\` | ${inEnglish(description)} | ${own.join(', ') || '–'} | ${install} | ${isLocal ? 'no' : 'to the service'} |`;
}

describe('docs/providers.md', () => {
  const text = readFileSync('docs/providers.md', 'utf8');

  it('has the table the definitions make', () => {
    const rows = text.split('\n').filter((line) => /^\| `[a-z]/.test(line));
    expect(rows.slice(0, Object.keys(PROVIDERS).length)).toEqual(Object.values(PROVIDERS).map(row));
  });

  it('says of every list price what it is, when it was read, and where', () => {
    const priced = Object.values(PROVIDERS).flatMap((definition: Told) => {
      const { prices } = definition as {
        prices?(settings: Record<string, unknown>): readonly { asOf: string; source: string }[];
      };
      return prices?.({}) ?? [];
    });
    expect(priced.length).toBeGreaterThan(0);
    for (const { asOf, source } of priced) {
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(text).toContain(source);
      expect(text).toContain(asOf);
    }
  });
});
