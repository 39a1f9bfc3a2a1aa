import type { FileStart, Format } from '../model/contracts.js';
import { RecordFile } from './record.js';
import { looksHtml, xmlRoot } from './signatures.js';
import { textFormat } from './text-format.js';
import { parseXml, type XmlElement } from './xml.js';

/** A format of XML files: which elements are records, and what is in one. */
export interface XmlKind {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Whether a file is of this kind, by its first element (name without prefix) and how it begins. */
  isRoot(root: { readonly name: string; readonly attributes: string }, start: string): boolean;
  /** The elements that are records, in the order of the file. */
  records(root: XmlElement): Iterable<XmlElement>;
  /** Adds a record to the file, or says what it is instead. */
  read(record: XmlElement, number: number, file: RecordFile, root: XmlElement): void;
}

/** Makes a format of a kind of XML. */
export function xmlFormat(kind: XmlKind): Format {
  return textFormat({
    name: kind.name,
    extensions: kind.extensions,
    recognises: ({ text }: FileStart) => {
      if (!/^\uFEFF?\s*</.test(text) || looksHtml(text)) return false;
      const root = xmlRoot(text);
      return root !== undefined && kind.isRoot(root, text);
    },
    parse(input) {
      const file = new RecordFile(input, kind.name);
      const { root, faults } = parseXml(input.text);
      if (root === undefined) return file.done();
      let number = 0;
      for (const record of kind.records(root)) {
        number += 1;
        const fault = faults.find(
          ({ offset }) => offset > record.start && (record.end < 0 || offset <= record.end),
        );
        if (record.end < 0) file.cut(number, record.start);
        else if (fault !== undefined) file.fault(fault.offset, fault.reason);
        else kind.read(record, number, file, root);
      }
      // What is wrong between the records, or before them, is said once.
      const [first] = faults;
      if (first !== undefined && file.broken.length === 0) file.fault(first.offset, first.reason);
      return file.done();
    },
  });
}
