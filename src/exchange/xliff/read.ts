import { TovmachError } from '../../errors.js';
import { type Message, messages } from '../../message.js';
import { type LanguageTag, parseLanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { ROLES } from '../../model/segment.js';
import type { Origin } from '../../model/translation.js';
import { elementOf, readXmlTree, type XmlElement } from '../xml-tree.js';
import type { RawXliffUnit } from './raw-units.js';
import { readUnits12 } from './read-12.js';
import { readUnits21 } from './read-21.js';
import type { ReadXliffUnit, XliffDocument } from './units.js';

const say = messages('exchange', {
  unusableXliff: 'not a usable XLIFF file: {{reason}}',
  giveXliff: 'Give an XLIFF 1.2 or 2.x file with one source and one target language.',
  noXliffElement: 'there is no <xliff> element but <{{name}}>',
  unknownVersion: 'version "{{version}}" is not known',
  noAttribute: '<{{element}}> has no {{attribute}}',
  noLanguage: '{{attribute}}="{{code}}" is no language',
  mistakenXliffLanguage: '{{attribute}}="{{code}}" is no language; did you mean "{{suggestion}}"?',
});

/**
 * Reads an XLIFF file, 1.x or 2.x, ours or another tool's. What CAT tools add (matches, segmentation, their
 * own elements) is passed over; units come in the order of the file.
 * @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE
 */
export async function readXliff(path: string): Promise<XliffDocument> {
  const root = await readXmlTree(path, 'XLIFF');
  if (root.name !== 'xliff') {
    throw invalid(path, root.line, say.noXliffElement({ name: root.name }));
  }
  const modern = /^2\./.test(root.attributes.version ?? '');
  if (!modern && !/^1\./.test(root.attributes.version ?? '')) {
    throw invalid(path, root.line, say.unknownVersion({ version: root.attributes.version ?? '' }));
  }
  const languages = modern ? root : elementOf(root, 'file');
  const source = languageOf(path, languages ?? root, modern ? 'srcLang' : 'source-language');
  const target = languageOf(path, languages ?? root, modern ? 'trgLang' : 'target-language');
  const units = modern ? readUnits21(root) : readUnits12(root);
  return {
    version: modern ? '2.1' : '1.2',
    source,
    target,
    units: Array.from(units, (unit) => unitOf(unit, source, target)),
  };
}

function languageOf(path: string, element: XmlElement, attribute: string): LanguageTag {
  const code = element.attributes[attribute];
  if (code === undefined)
    throw invalid(path, element.line, say.noAttribute({ element: element.name, attribute }));
  const { tag, suggestion } = parseLanguageTag(code);
  if (tag !== undefined) return tag;
  const reason =
    suggestion === undefined
      ? say.noLanguage({ attribute, code })
      : say.mistakenXliffLanguage({ attribute, code, suggestion });
  throw invalid(path, element.line, reason);
}

function invalid(path: string, line: number, reason: Message): TovmachError {
  return new TovmachError('INPUT_INVALID', say.unusableXliff({ reason }), {
    hint: say.giveXliff(),
    file: path,
    line,
  });
}

function unitOf(unit: RawXliffUnit, source: LanguageTag, target: LanguageTag): ReadXliffUnit {
  const { metadata } = unit;
  const role = ROLES.find((known) => known === metadata.get('role'));
  const start = integer(metadata.get('start'));
  const end = integer(metadata.get('end'));
  const origin = originOf(metadata.get('origin'));
  const [identity, before, after] = ['identity', 'before', 'after'].map((name) => metadata.get(name));
  const [state, sentTarget] = [metadata.get('sent-state'), metadata.get('sent-target')];
  const sentSource = metadata.get('sent-source');
  return {
    line: unit.line,
    id: metadata.get('id') ?? unit.id,
    articleId: metadata.get('article') ?? unit.original,
    source,
    target,
    sourceText: unit.sourceText,
    ...onlyDefined({ targetText: unit.targetText }),
    state: unit.targetText === undefined ? 'initial' : unit.state,
    ...onlyDefined({ byMachine: unit.byMachine ? true : undefined, role, person: unit.person }),
    notes: unit.notes,
    ...onlyDefined({
      start,
      end,
      origin,
      identity,
      before,
      after,
      suggestions: unit.suggestions.length === 0 ? undefined : unit.suggestions,
      codes: unit.codes.length === 0 ? undefined : unit.codes,
    }),
    ...(state === undefined || sentTarget === undefined
      ? {}
      : {
          sent: {
            state,
            target: sentTarget,
            ...onlyDefined({ source: sentSource }),
          },
        }),
  };
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function originOf(json: string | undefined): Origin | undefined {
  if (json === undefined) return undefined;
  try {
    const origin = JSON.parse(json) as Origin;
    return ['human', 'memory', 'provider'].includes(origin.kind) ? origin : undefined;
  } catch {
    // A tool rewrote it; the unit counts as one of unknown origin.
    return undefined;
  }
}
