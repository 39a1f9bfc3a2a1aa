import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { Decision, SegmentView } from '../../index.js';
import type { Message } from '../../message.js';
import { directionOf, hueOf, usePage } from './context.js';
import { Editor } from './editor.js';
import { Marked, type Place } from './marked.js';
import { LanguageChip, SeveritySign } from './parts.js';
import { ROLE_WORDS } from './roles.js';
import { languageName } from './speak.js';
import { OtherTranslations } from './suggestions.js';
import { WordForm } from './word-form.js';
import { say } from './words.js';

/** One segment: the source, what stands for it, why, and what was found. */

export function isFurniture({ role, origin }: SegmentView): boolean {
  return role === 'boilerplate' || role === 'timestamp' || origin === 'dropped';
}

/** Below this a language is worth a look, 0 to 1; as in the list. */
const UNSURE = 0.75;

export function needsEyes({ origin, findings, confidence, lang, human }: SegmentView): boolean {
  return (
    origin.startsWith('failed') ||
    findings.some(({ severity }) => severity !== 'neutral') ||
    (confidence < UNSURE && lang !== 'zxx' && !human && origin !== 'dropped')
  );
}

function originWords(segment: Pick<SegmentView, 'origin' | 'human'>): Message | undefined {
  const { origin } = segment;
  if (segment.human) return say.approved();
  const [kind, ...rest] = origin.split(':');
  if (kind === 'memory') return say.fromMemory({ score: rest.at(-1) ?? '100' });
  if (kind === 'provider') return say.fromEngine({ engine: rest.join(':') });
  if (kind === 'human') return say.fromPerson();
  if (kind === 'label') return say.fromLabel();
  if (kind === 'failed') return say.notTranslated();
  if (kind === 'dropped') return say.leftOut();
  return undefined;
}

/** What can be done about a segment; absent where nothing can. */
interface Actions {
  readonly decide: (segment: SegmentView, decision: Decision) => void;
  readonly edit: (segment: SegmentView) => void;
  readonly cancel: () => void;
  readonly editing: string | undefined;
  readonly saving: boolean;
  readonly article: string;
  /** Loads the article again. */
  readonly reload: () => void;
}

interface Props {
  readonly actions: Actions | undefined;
  readonly languages: readonly string[];
  readonly segment: SegmentView;
  readonly target: string;
  /** Of the page. */
  readonly language: string;
  readonly startsBlock: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}

function Row({ actions, languages, segment, target, startsBlock, isSelected, onSelect }: Props) {
  const isEdited = actions?.editing === segment.id;
  const { speak } = usePage();
  const { id, text, lang, role, flagged, origin, translation, human, findings, confidence } = segment;
  const failed = origin.startsWith('failed');
  const classes = [
    'segment',
    startsBlock ? 'starts' : '',
    isSelected ? 'selected' : '',
    isFurniture(segment) ? 'furniture' : '',
    flagged ? 'flagged' : '',
    failed ? 'failed' : '',
    human ? 'human' : '',
    `role-${role}`,
  ].join(' ');
  const words = originWords(segment);
  return (
    <li class={classes} id={`s-${id}`} style={{ '--hue': hueOf(lang) }} aria-current={isSelected ? 'true' : undefined}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys go through the page (j, k), which selects the same */}
      <div class="segment-line" onClick={() => onSelect(segment.id)}>
        <div class="gutter">
          <LanguageChip tag={lang} />
          {confidence < UNSURE && lang !== 'zxx' ? (
            <span class="unsure" title={speak(say.confidence({ percent: Math.round(confidence * 100) }))}>
              ?
            </span>
          ) : null}
          <span class="role">{speak(ROLE_WORDS[role]())}</span>
        </div>
        <p class="source" lang={lang} dir={directionOf(lang)}>
          <Marked text={text} places={sourcePlaces(segment)} />
        </p>
        <div class="target">
          {isEdited && actions !== undefined ? (
            <Editor
              segment={segment}
              target={target}
              saving={actions.saving}
              onSave={(words) => actions.decide(segment, { kind: 'edit', text: words })}
              onCancel={actions.cancel}
            />
          ) : translation === undefined ? (
            <p class="quiet same">{speak(failed ? say.notTranslated() : origin === 'dropped' ? say.leftOut() : say.sameAsSource())}</p>
          ) : (
            <p lang={target} dir={directionOf(target)}>
              <Marked text={translation} places={targetPlaces(segment)} />
            </p>
          )}
          {words === undefined || translation === undefined || isEdited ? null : (
            <span class={`origin ${human ? 'human' : ''}`}>
              {human ? '✓ ' : ''}
              {speak(words)}
            </span>
          )}
        </div>
        <div class="signs">
          {findings.map((finding) => (
            <span key={`${finding.check} ${finding.message}`} class="sign">
              <SeveritySign severity={finding.severity} /> {finding.check}
            </span>
          ))}
        </div>
      </div>
      {isSelected ? <SegmentDetails segment={segment} target={target} actions={actions} languages={languages} /> : null}
    </li>
  );
}

/** Of thousands of rows a key changes two. */
export const SegmentRow = memo(
  Row,
  (before, now) =>
    before.segment === now.segment &&
    before.target === now.target &&
    before.startsBlock === now.startsBlock &&
    before.isSelected === now.isSelected &&
    before.language === now.language &&
    !now.isSelected,
);

function sourcePlaces({ placeholders, findings, terms }: SegmentView): Place[] {
  return [
    ...placeholders.map((place) => ({ ...place, kind: 'placeholder' })),
    ...terms.map(({ start, end, target, kind }) => ({ start, end, kind: `term ${kind}`, title: `→ ${target}` })),
    ...findings.flatMap(({ sourceMarks, severity, message }) =>
      sourceMarks.map((mark) => ({ ...mark, kind: `found ${severity}`, title: message })),
    ),
  ];
}

function targetPlaces({ chips, findings, terms }: SegmentView): Place[] {
  return [
    ...terms.flatMap(({ said, kind }) => said.map((mark) => ({ ...mark, kind: `term ${kind}` }))),
    ...chips.map((place) => ({ ...place, kind: 'placeholder' })),
    ...findings.flatMap(({ targetMarks, severity, message }) =>
      targetMarks.map((mark) => ({ ...mark, kind: `found ${severity}`, title: message })),
    ),
  ];
}

/** Whether something is translated there. */
export function isDecidable({ origin }: SegmentView): boolean {
  return /^(?:memory|provider|human|failed)/.test(origin);
}

function SegmentDetails({
  segment,
  target,
  actions,
  languages,
}: {
  readonly segment: SegmentView;
  readonly target: string;
  readonly actions: Actions | undefined;
  readonly languages: readonly string[];
}) {
  const { speak, language } = usePage();
  const { why, lang, confidence, line, findings, terms, text, time } = segment;
  return (
    <div class="details">
      {actions !== undefined && isDecidable(segment) && actions.editing !== segment.id ? (
        <div class="actions">
          <button type="button" class="primary" disabled={actions.saving || segment.translation === undefined || segment.human} onClick={() => actions.decide(segment, { kind: 'approve' })}>
            {speak(say.approve())} <kbd>a</kbd>
          </button>
          <button type="button" disabled={actions.saving} onClick={() => actions.edit(segment)}>
            {speak(say.edit())} <kbd>e</kbd>
          </button>
          <button type="button" disabled={actions.saving || segment.translation === undefined} onClick={() => actions.decide(segment, { kind: 'reject' })}>
            {speak(say.reject())} <kbd>x</kbd>
          </button>
          <button type="button" disabled={actions.saving} onClick={() => actions.decide(segment, { kind: 'edit', text })}>
            {speak(say.keepSource())}
          </button>
          <button type="button" disabled={actions.saving} onClick={() => actions.decide(segment, { kind: 'undo' })}>
            {speak(say.undo())} <kbd>z</kbd>
          </button>
        </div>
      ) : null}
      {findings.length > 0 ? (
        <ul class="findings">
          {findings.map((finding) => (
            <li key={`${finding.check} ${finding.message}`}>
              <SeveritySign severity={finding.severity} />
              <span>
                <b>{finding.check}</b> {finding.message}
                {finding.suggestion === undefined ? null : <span class="quiet"> {finding.suggestion}</span>}
                {actions === undefined ? null : (
                  <button
                    type="button"
                    class="small"
                    disabled={actions.saving}
                    onClick={() => actions.decide(segment, { kind: 'no-fault', check: finding.check })}
                  >
                    {speak(say.noFault())}
                  </button>
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="facts">
        <section>
          <h2>{speak(say.why({ language: languageName(lang, language) }))}</h2>
          <ul>
            {why.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
          <p class="quiet">
            {speak(say.confidence({ percent: Math.round(confidence * 100) }))} · {speak(say.line({ line }))}
            {time === undefined ? '' : ` · ${time}`}
          </p>
          {actions === undefined ? null : (
            <Labels
              key={`${segment.id} ${lang} ${segment.role}`}
              segment={segment}
              languages={languages}
              saving={actions.saving}
              onChange={(label) => actions.decide(segment, { kind: 'label', ...label })}
            />
          )}
        </section>
        {terms.length > 0 ? (
          <section>
            <h2>{speak(say.terms())}</h2>
            <ul>
              {terms.map(({ start, end, target: word }) => (
                <li key={`${start} ${word}`}>{speak(say.termSays({ source: text.slice(start, end), target: word }))}</li>
              ))}
            </ul>
          </section>
        ) : null}
        {actions !== undefined && isDecidable(segment) ? (
          <>
            <OtherTranslations
              key={segment.id}
              article={actions.article}
              target={target}
              segment={segment}
              saving={actions.saving}
              onUse={(words) => actions.decide(segment, { kind: 'edit', text: words })}
            />
            <section>
              <h2>{speak(say.wordsOfTheHouse())}</h2>
              <WordForm key={segment.id} segment={segment} target={target} onWritten={actions.reload} />
            </section>
          </>
        ) : null}
      </div>
    </div>
  );
}

interface LabelsProps {
  readonly segment: SegmentView;
  readonly languages: readonly string[];
  readonly saving: boolean;
  onChange(label: { readonly lang: string; readonly role: SegmentView['role'] }): void;
}

/** Another language or role for a segment. What was chosen stays chosen while the page around it is drawn again. */
function Labels({ segment, languages, saving, onChange }: LabelsProps) {
  const { language, speak } = usePage();
  const [lang, setLang] = useState(segment.lang);
  const [role, setRole] = useState(segment.role);
  return (
    <form
      class="labels"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ lang, role });
      }}
    >
      <label class="choice">
        <span>{speak(say.asLanguage())}</span>
        <select name="lang" value={lang} onChange={(event) => setLang(event.currentTarget.value)}>
          {[...new Set([segment.lang, ...languages])].map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag, language)}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <span>{speak(say.asRole())}</span>
        <select
          name="role"
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as SegmentView['role'])}
        >
          {Object.entries(ROLE_WORDS).map(([name, words]) => (
            <option key={name} value={name}>
              {speak(words())}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="small" disabled={saving}>
        {speak(say.change())}
      </button>
    </form>
  );
}
