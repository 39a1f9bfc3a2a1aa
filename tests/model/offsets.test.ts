import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recounted } from '../../src/model/offsets.js';

const text = fc.string({ unit: fc.constantFrom('a', 'ї', '€', '😀', '\n', 'é'), maxLength: 4000 });

/** Places between whole characters, in any order. */
const places = text.chain((whole) => {
  const borders = [0];
  for (const sign of whole) borders.push((borders.at(-1) ?? 0) + sign.length);
  return fc.tuple(fc.constant(whole), fc.array(fc.constantFrom(...borders), { maxLength: 12 }));
});

describe('places in a text', () => {
  it('count in characters as Python counts, in bytes as UTF-8 has them', () => {
    fc.assert(
      fc.property(places, ([whole, offsets]) => {
        const characters = recounted(whole, 'codepoint');
        const bytes = recounted(whole, 'byte');
        const same = recounted(whole, 'utf16');
        for (const offset of offsets) {
          expect(characters(offset)).toBe([...whole.slice(0, offset)].length);
          expect(bytes(offset)).toBe(Buffer.byteLength(whole.slice(0, offset)));
          expect(same(offset)).toBe(offset);
        }
      }),
    );
  });

  it('are right where a pair stands across what is counted at once', () => {
    const whole = `${'a'.repeat(1023)}😀${'ї'.repeat(2000)}`;
    expect(recounted(whole, 'codepoint')(1025)).toBe(1024);
    expect(recounted(whole, 'codepoint')(3025)).toBe(3024);
    expect(recounted(whole, 'byte')(1025)).toBe(1027);
    expect(recounted(whole, 'byte')(3025)).toBe(5027);
  });

  it('count half a pair that stands alone as one sign of three bytes', () => {
    for (const whole of ['\udc00a', 'a\udc00b', '\ud800a', 'ї\ud800', '\udc00\ud800x']) {
      const characters = recounted(whole, 'codepoint');
      const bytes = recounted(whole, 'byte');
      for (let offset = 0; offset <= whole.length; offset++) {
        expect(characters(offset)).toBe([...whole.slice(0, offset)].length);
        expect(bytes(offset)).toBe(Buffer.byteLength(whole.slice(0, offset)));
      }
    }
  });
});
