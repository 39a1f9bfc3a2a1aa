import { TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { messages } from '../../message.js';
import type { Finding } from '../../model/finding.js';
import { type LanguageTag, parseLanguageTag, sameLanguage } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { mendedText, type Role, type Segment } from '../../model/segment.js';
import { closingOf, type DecisionLine, type TextBefore } from '../../setup/decisions.js';
import type { Setup } from '../../setup/setup.js';
import { appendGold, lineOf } from './decision-log.js';
import { handEdits } from './edits.js';
import { lostPlaces } from './marks.js';
import { type NewText, originOf, rejectedBy, relabelled, remake } from './remake.js';
import { type Desk, saveArticle } from './save.js';

/** One decision about one segment of an article that is open: what it means for memory, ledger, files and books. */

const say = messages('review', {
  lookAndDecide: 'Load the article again.',
  noSegment: 'the article has no segment {{segment}} in {{target}}',
  notTranslatable: 'nothing is translated there: the segment stays as it is in the source',
  noTranslation: 'there is no translation to approve',
  emptyText: 'a translation has to hold words',
  rejectInstead: 'Reject it to have it asked again.',
  lostPlace: '"{{words}}" has to stay in the translation',
  putBack: 'Put it back, to the letter.',
  noTag: '"{{tag}}" is no language tag',
  useTag: 'Use a BCP 47 tag: en, uk, sr-Latn.',
  noFinding: 'the segment has no finding of the check "{{check}}"',
  nothingToUndo: 'there is nothing to undo',
});

/** What a person says of a segment. */
export type Decision =
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'approve' }
  /** The next run asks again. */
  | { readonly kind: 'reject' }
  /** What a check said of this text is no fault. */
  | { readonly kind: 'no-fault'; readonly check: string }
  /** What the segment is; in which language, in which role. */
  | { readonly kind: 'label'; readonly lang: LanguageTag; readonly role: Role }
  /** Takes back the last decision about the segment that stands. */
  | { readonly kind: 'undo' };

/** One segment of one output. */
export interface SegmentPlace {
  /** Id of the article, as the manifest has it. */
  readonly article: string;
  /** Language of the output, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** Id of the segment in the ledger. */
  readonly segment: string;
}

interface Parts {
  readonly setup: Setup;
  readonly desk: Desk;
  readonly place: SegmentPlace;
  readonly by: string;
  readonly store: TranslationStore;
}

export class Deciding {
  readonly #segment: Segment;

  constructor(private readonly parts: Parts) {
    const { desk, place } = parts;
    const found = desk.material.identified.segments.find(({ id }) => id === place.segment);
    if (found === undefined || desk.material.state.outputs[place.target] === undefined)
      throw new TovmachError('INPUT_NOT_FOUND', say.noSegment(place), { hint: say.lookAndDecide() });
    this.#segment = found;
  }

  async decide(decision: Decision): Promise<string> {
    switch (decision.kind) {
      case 'edit':
        return this.#text('edit', await this.#checkedText(decision.text));
      case 'approve': {
        const { text } = await this.#now();
        if (text === undefined) throw new TovmachError('USAGE', say.noTranslation());
        return this.#text('approve', text);
      }
      case 'reject':
        return this.#text('reject', undefined);
      case 'no-fault':
        return this.#noFault(decision.check);
      case 'label':
        return this.#label(decision.lang, decision.role);
      case 'undo':
        return this.#undo();
    }
  }

  /** What stands in the target now, edits by hand included. */
  async #now(): Promise<TextBefore> {
    const { desk, place } = this.parts;
    const { entry, sidecar } = desk.material;
    const edited = this.#edits.get(place.target)?.get(place.segment);
    const written = sidecar.outputs.find(({ target }) => target === place.target);
    const text = edited ?? written?.translations[place.segment];
    const origin = entry.outputs.find(({ target }) => target === place.target)?.origins[place.segment] ?? '';
    const human = edited !== undefined || written?.human.includes(place.segment) === true;
    const memory = await this.#remembered();
    return {
      ...onlyDefined({ text }),
      origin: edited === undefined ? origin : 'human',
      human,
      ...onlyDefined({ memory }),
    };
  }

  get #sourceText(): string {
    return mendedText(this.#segment, this.parts.setup.config.detection.repair);
  }

  /** What a person has in memory for the sentence. */
  async #remembered(): Promise<TextBefore['memory']> {
    const { lang: source } = this.#segment;
    const { store, place } = this.parts;
    const found = await store.find({ source, target: place.target, text: this.#sourceText });
    if (found?.origin.kind !== 'human' || (found.match !== 'exact' && found.match !== 'context'))
      return undefined;
    return { text: found.text, ...onlyDefined({ by: found.origin.by }) };
  }

  readonly #known = new Map<LanguageTag, ReadonlyMap<string, string>>();
  /** Words changed by hand in the files of the article. */
  get #edits(): ReadonlyMap<LanguageTag, ReadonlyMap<string, string>> {
    if (this.#known.size === 0) {
      const { setup, desk } = this.parts;
      for (const target of Object.keys(desk.material.state.outputs))
        this.#known.set(target, handEdits(setup.out, desk.material.state, desk.material.sidecar, target));
    }
    return this.#known;
  }

  async #checkedText(given: string): Promise<string> {
    const text = given.replace(/\s*\n\s*/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(text))
      throw new TovmachError('USAGE', say.emptyText(), { hint: say.rejectInstead() });
    const [lost] = lostPlaces(this.#segment, (await this.#now()).text, text);
    if (lost !== undefined)
      throw new TovmachError('USAGE', say.lostPlace({ words: lost }), { hint: say.putBack() });
    return text;
  }

  /** Edits by hand go along with every decision: the file is written anew, and they are part of it. */
  #handTexts(): Map<LanguageTag, Map<string, NewText>> {
    return new Map(
      [...this.#edits].map(([target, texts]) => [
        target,
        new Map(
          [...texts].map(([id, text]): [string, NewText] => [
            id,
            { kind: 'text', text, origin: { kind: 'human' } },
          ]),
        ),
      ]),
    );
  }

  /** What people wrote by hand goes into memory, as a run does it. */
  async #rememberHands(): Promise<void> {
    const { desk, setup, store } = this.parts;
    const segments = new Map(desk.material.identified.segments.map((segment) => [segment.id, segment]));
    for (const [target, texts] of this.#edits)
      for (const [id, targetText] of texts) {
        const segment = segments.get(id);
        if (segment === undefined || sameLanguage(segment.lang, target)) continue;
        const sourceText = mendedText(segment, setup.config.detection.repair);
        const { lang: source, role } = segment;
        await store.put([
          { source, target, sourceText, targetText, origin: { kind: 'human' }, state: 'reviewed', role },
        ]);
      }
  }

  async #text(kind: 'edit' | 'approve' | 'reject', text: string | undefined): Promise<string> {
    const { desk, place, by, store, setup } = this.parts;
    const before = await this.#now();
    const { lang: source, role } = this.#segment;
    const sourceText = this.#sourceText;
    const { target } = place;
    const texts = this.#handTexts();
    const ofTarget = texts.get(target) ?? new Map<string, NewText>();
    texts.set(target, ofTarget);
    ofTarget.set(
      place.segment,
      text === undefined
        ? { kind: 'none', why: rejectedBy(by) }
        : { kind: 'text', text, origin: { kind: 'human', by } },
    );
    const [old, fresh] = [remake(desk.material, new Map()), remake(desk.material, texts)];
    if (JSON.stringify(old.checked.targets) === '[]' || !this.#isTranslated(fresh))
      throw new TovmachError('USAGE', say.notTranslatable());
    await this.#rememberHands();
    if (text !== undefined)
      await store.put([
        {
          source,
          target,
          sourceText,
          targetText: text,
          origin: { kind: 'human', by },
          state: 'reviewed',
          role,
        },
      ]);
    else if (before.text !== undefined)
      await store.forget({ source, target, sourceText, targetText: before.text });
    const closed =
      kind === 'approve' && text !== undefined
        ? fresh.checked.findings
            .filter((finding) => finding.segmentId === place.segment && finding.target === target)
            .map((finding) => closingOf(finding, { target, source: this.#segment.text, translation: text }))
        : [];
    await setup.decisions.add(
      lineOf({
        kind,
        by,
        ...place,
        source: sourceText,
        lang: source,
        before,
        ...onlyDefined({ after: text }),
        closed,
      }),
    );
    await saveArticle(setup, desk, { old, fresh, segment: place.segment });
    return place.segment;
  }

  #isTranslated({ checked }: ReturnType<typeof remake>): boolean {
    const { place } = this.parts;
    const planned = checked.targets.find(({ target }) => target === place.target);
    return (
      planned?.segments.some(
        ({ segmentId, unitKey }) => segmentId === place.segment && unitKey !== undefined,
      ) === true
    );
  }

  async #noFault(check: string): Promise<string> {
    const { desk, place, by, setup } = this.parts;
    const translation = (await this.#now()).text ?? '';
    const findings = desk.record.findings.filter(
      (finding) =>
        finding.check === check &&
        finding.segmentId === place.segment &&
        (finding.target === undefined || finding.target === place.target),
    );
    const closed = findings.map((finding) =>
      closingOf(finding, {
        target: finding.target ?? '',
        source: this.#segment.text,
        translation: finding.target === undefined ? '' : translation,
      }),
    );
    if (closed.length === 0) throw new TovmachError('USAGE', say.noFinding({ check }));
    await setup.decisions.add(lineOf({ kind: 'no-fault', by, ...place, check, closed, findings }));
    await this.#saveAsIs();
    return place.segment;
  }

  async #saveAsIs(reopened: readonly Finding[] = []): Promise<void> {
    const { desk, setup, place } = this.parts;
    const texts = this.#handTexts();
    await this.#rememberHands();
    await saveArticle(setup, desk, {
      old: remake(desk.material, new Map()),
      fresh: remake(desk.material, texts),
      segment: place.segment,
      reopened,
    });
  }

  async #label(given: LanguageTag, role: Role): Promise<string> {
    const { place, by, setup } = this.parts;
    const { tag: lang } = parseLanguageTag(given);
    if (lang === undefined)
      throw new TovmachError('USAGE', say.noTag({ tag: given }), { hint: say.useTag() });
    const { hash, lang: before, role: roleBefore, text } = this.#segment;
    await setup.decisions.add(
      lineOf({
        kind: 'label',
        by,
        ...place,
        hash,
        before: { lang: before, role: roleBefore },
        after: { lang, role },
      }),
    );
    await appendGold(setup, { text, lang, role, by });
    return this.#relabel(hash, lang, role, by);
  }

  async #relabel(hash: string, lang: LanguageTag, role: Role, by: string): Promise<string> {
    const { desk, place, setup, store } = this.parts;
    const { identified, formerId } = relabelled(desk.material, new Map([[hash, { lang, role, by }]]));
    const index = desk.material.identified.segments.findIndex(({ id }) => id === place.segment);
    const current = identified.segments[index]?.id ?? place.segment;
    const texts = new Map<LanguageTag, Map<string, NewText>>();
    const newId = new Map([...formerId].map(([now, then]) => [then, now]));
    for (const [target, edits] of this.#handTexts())
      texts.set(target, new Map([...edits].map(([id, text]) => [newId.get(id) ?? id, text])));
    // What memory has for the words in their new language.
    for (const target of Object.keys(desk.material.state.outputs)) {
      if (sameLanguage(lang, target) || lang === this.#segment.lang) continue;
      const match = await store.find({ source: lang, target, text: this.#sourceText });
      if (match?.match !== 'exact' && match?.match !== 'context') continue;
      const found = texts.get(target) ?? new Map<string, NewText>();
      found.set(current, {
        kind: 'text',
        text: match.text,
        origin: { kind: 'memory', match: match.match, score: 100 },
      });
      texts.set(target, found);
    }
    const old = remake(desk.material, new Map());
    const fresh = remake({ ...desk.material, identified }, texts, formerId);
    await this.#rememberHands();
    await saveArticle(setup, desk, { old, fresh, segment: current });
    return current;
  }

  async #undo(): Promise<string> {
    const { desk, place, by, setup } = this.parts;
    const { hash } = this.#segment;
    const last = setup.decisions
      .standing()
      .filter(
        (line) =>
          line.article === place.article &&
          (line.kind === 'label'
            ? line.hash === hash
            : line.segment === place.segment && line.target === place.target),
      )
      .at(-1);
    if (last === undefined) throw new TovmachError('USAGE', say.nothingToUndo());
    const undone = lineOf({ kind: 'undo', by, ...place, of: last.id });
    if (last.kind === 'label') {
      await setup.decisions.add(undone);
      return this.#relabel(hash, last.before.lang, last.before.role, by);
    }
    if (last.kind === 'no-fault' || last.kind === 'undo') {
      await setup.decisions.add(undone);
      await this.#saveAsIs(last.kind === 'no-fault' ? (last.findings as readonly Finding[]) : []);
      return place.segment;
    }
    await this.#restoreMemory(last);
    await setup.decisions.add(undone);
    const { before } = last;
    const written = desk.material.sidecar.outputs.find(({ target }) => target === place.target);
    const origin = before.human ? ({ kind: 'human' } as const) : originOf(before.origin, '', written);
    const texts = this.#handTexts();
    const ofTarget = texts.get(place.target) ?? new Map<string, NewText>();
    ofTarget.set(
      place.segment,
      before.text === undefined
        ? { kind: 'none', why: rejectedBy(by) }
        : { kind: 'text', text: before.text, origin },
    );
    texts.set(place.target, ofTarget);
    await saveArticle(setup, desk, {
      old: remake(desk.material, new Map()),
      fresh: remake(desk.material, texts),
      segment: place.segment,
    });
    return place.segment;
  }

  async #restoreMemory({
    source: sourceText,
    lang: source,
    after,
    before,
  }: Extract<DecisionLine, { before: TextBefore }>): Promise<void> {
    const { place, store } = this.parts;
    const { target } = place;
    if (after !== undefined)
      await store.forget({ source, target, sourceText, targetText: after, origin: 'human' });
    const { role } = this.#segment;
    const put = async (targetText: string, by?: string): Promise<void> =>
      store.put([
        {
          source,
          target,
          sourceText,
          targetText,
          origin: { kind: 'human', ...onlyDefined({ by }) },
          state: 'reviewed',
          role,
        },
      ]);
    if (before.memory !== undefined) await put(before.memory.text, before.memory.by);
    else if (before.human && before.text !== undefined) await put(before.text);
  }
}
