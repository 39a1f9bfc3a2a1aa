import { describe, expect, it } from 'vitest';
import { inForm, textIn } from '../../src/write/text-form.js';

/** Files that editors saved in their own way: what is read of them, and that they are written back in it. */

const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text, 'utf8') : text;

describe('the form of a file', () => {
  it.each([
    ['no line', 'Так', 'utf-8', false, '\n'],
    ['one line', 'Так\n', 'utf-8', false, '\n'],
    ['one line of Windows', 'Так\r\n', 'utf-8', false, '\r\n'],
    ['half and half', 'a\r\nb\n', 'utf-8', false, '\n'],
    ['mostly Windows', 'a\r\nb\r\nc\n', 'utf-8', false, '\r\n'],
    ['mostly not', 'a\r\nb\nc\n', 'utf-8', false, '\n'],
    ['a mark', '\ufeffТак\n', 'utf-8', true, '\n'],
    ['nothing', '', 'utf-8', false, '\n'],
  ])('with %s', (_, text, encoding, byteOrderMark, lineEnd) => {
    expect(textIn(Buffer.from(text, 'utf8'))).toEqual({
      text: text.replace('\ufeff', '').replaceAll('\r\n', '\n'),
      form: { encoding, byteOrderMark, lineEnd },
    });
  });

  it.each([
    ['little', utf16('Так\r\n'), 'utf-16le'],
    ['big', Buffer.from(utf16('Так\r\n')).swap16(), 'utf-16be'],
  ])('of %s-endian UTF-16', (_, bytes, encoding) => {
    expect(textIn(bytes)).toEqual({
      text: 'Так\n',
      form: { encoding, byteOrderMark: true, lineEnd: '\r\n' },
    });
  });

  it('is none where the bytes are no text', () => {
    expect(textIn(Uint8Array.of(0x80, 0x81))).toBeUndefined();
    expect(textIn(Uint8Array.of(0xff, 0x41))).toBeUndefined();
  });

  it.each(['Так\n', 'Так\r\nНі\r\n', '\ufeffТак\n', '\ufeffТак\r\n', ''])(
    '%j comes back as it was',
    (text) => {
      for (const bytes of [
        bytesOf(text),
        ...(text.startsWith('\ufeff')
          ? [utf16(text.slice(1)), Buffer.from(utf16(text.slice(1))).swap16()]
          : []),
      ]) {
        const read = textIn(bytes);
        expect(read).toBeDefined();
        if (read !== undefined)
          expect(Buffer.from(bytesOf(inForm(read.text, read.form)))).toEqual(Buffer.from(bytes));
      }
    },
  );

  it('is plain where there is none', () => {
    expect(inForm('a\nb')).toBe('a\nb');
  });
});
