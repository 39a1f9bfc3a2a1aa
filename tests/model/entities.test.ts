import { describe, expect, it } from 'vitest';
import { namedCharacter } from '../../src/model/entities.js';

describe('characters that HTML names', () => {
  it.each([
    ['amp', '&'],
    ['nbsp', '\u00A0'],
    ['laquo', '«'],
    ['euro', '€'],
    ['Eacute', 'É'],
    ['eacute', 'é'],
  ])('%s', (name, character) => expect(namedCharacter(name)).toBe(character));

  it.each(['toString', 'valueOf', 'constructor', '__proto__', 'nosuch', ''])('"%s" is none', (name) =>
    expect(namedCharacter(name)).toBeUndefined(),
  );
});
