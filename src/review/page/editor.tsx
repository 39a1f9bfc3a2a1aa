import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SegmentView } from '../../index.js';
import { directionOf, usePage } from './context.js';
import { say } from './words.js';

/** A translation to be edited in place; what must survive is a chip that is there whole or not at all. */

interface Props {
  readonly segment: SegmentView;
  readonly target: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
  readonly saving: boolean;
}

function chip(words: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'held';
  element.contentEditable = 'false';
  element.textContent = words;
  return element;
}

/** Fills the box with text and chips; text stays text. */
function fill(box: HTMLElement, { translation = '', text, chips, placeholders }: SegmentView): void {
  box.replaceChildren();
  const [words, places] = translation === '' ? [text, placeholders] : [translation, chips];
  let at = 0;
  for (const { start, end } of places) {
    if (start < at) continue;
    box.append(words.slice(at, start), chip(words.slice(start, end)));
    at = end;
  }
  box.append(words.slice(at));
}

export function Editor({ segment, target, onSave, onCancel, saving }: Props) {
  const { speak } = usePage();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    fill(element, segment);
    element.focus();
    const selection = getSelection();
    selection?.selectAllChildren(element);
    selection?.collapseToEnd();
  }, [segment.id]);
  const save = (): void => {
    if (!saving) onSave((box.current?.textContent ?? '').replace(/\u00A0/g, ' '));
  };
  const insert = (words: string): void => {
    const element = box.current;
    if (element === null) return;
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    const place = chip(words);
    if (range !== undefined && element.contains(range.startContainer)) {
      range.deleteContents();
      range.insertNode(place);
      selection?.collapse(place.parentNode, [...(place.parentNode?.childNodes ?? [])].indexOf(place) + 1);
    } else element.append(place);
    element.focus();
  };
  const held = [...new Set((segment.chips.length > 0 ? segment.chips : []).map(({ start, end }) => (segment.translation ?? '').slice(start, end)))];
  return (
    <div class="editor">
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea holds no chips */}
      <div
        ref={box}
        class="editor-box"
        role="textbox"
        tabIndex={0}
        aria-multiline="false"
        aria-label={speak(say.editLabel())}
        contentEditable
        lang={target}
        dir={directionOf(target)}
        spellcheck
        onPaste={(event) => {
          event.preventDefault();
          const words = event.clipboardData?.getData('text/plain') ?? '';
          document.execCommand('insertText', false, words.replace(/\s*\n\s*/g, ' '));
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            save();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onCancel();
          }
        }}
      />
      <div class="editor-tools">
        <button type="button" class="primary" disabled={saving} onClick={save}>
          {speak(saving ? say.saving() : say.save())}
        </button>
        <button type="button" onClick={onCancel}>
          {speak(say.cancel())}
        </button>
        {held.map((words) => (
          <button key={words} type="button" class="insert" title={speak(say.insert({ words }))} onClick={() => insert(words)}>
            <span aria-hidden="true">+</span> {words}
          </button>
        ))}
        <span class="quiet hint">{speak(say.editHint())}</span>
      </div>
    </div>
  );
}
