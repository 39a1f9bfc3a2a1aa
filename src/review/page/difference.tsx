import { diffComm } from 'node-diff3';
import type { SegmentView } from '../../index.js';
import { directionOf, usePage } from './context.js';
import { say } from './words.js';

/** What of the translations is another than before, word by word. */

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <>
      {diffComm(wordsOf(before), wordsOf(after)).map((part, index) =>
        part.common !== undefined ? (
          <span key={index}>{part.common.join('')}</span>
        ) : (
          <span key={index}>
            {part.buffer1.length > 0 ? <del>{part.buffer1.join('')}</del> : null}
            {part.buffer2.length > 0 ? <ins>{part.buffer2.join('')}</ins> : null}
          </span>
        ),
      )}
    </>
  );
}

export function ChangesView({
  segments,
  target,
}: {
  readonly segments: readonly SegmentView[];
  readonly target: string;
}) {
  const { speak } = usePage();
  const changed = segments.flatMap(({ id, text, lang, before, translation }) =>
    before === undefined ? [] : [{ id, text, lang, before, after: translation ?? '' }],
  );
  if (changed.length === 0) return <p class="empty">{speak(say.noChanges())}</p>;
  return (
    <ol class="changes">
      {changed.map(({ id, text, lang, before, after }) => (
        <li key={id}>
          <p class="quiet" lang={lang} dir={directionOf(lang)}>
            {text}
          </p>
          <p lang={target} dir={directionOf(target)}>
            <Difference before={before} after={after} />
          </p>
        </li>
      ))}
    </ol>
  );
}
