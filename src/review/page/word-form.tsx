import { useState } from 'preact/hooks';
import type { SegmentView } from '../../index.js';
import { Refusal } from './client.js';
import { usePage } from './context.js';
import { say } from './words.js';

/** A word of the house, or what a name is to be called: into terms.yaml or names.yaml. */

interface Props {
  readonly segment: SegmentView;
  readonly target: string;
  /** Told when it is written. */
  readonly onWritten: () => void;
}

/** What is marked in the page, where that is a word or a few. */
function marked(): string {
  const words = getSelection()?.toString().trim() ?? '';
  return words.length <= 80 ? words : '';
}

export function WordForm({ segment, target, onWritten }: Props) {
  const { client, speak, language } = usePage();
  const [source, setSource] = useState('');
  const [said, setSaid] = useState<string>();
  return (
    <form
      class="labels words"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const given = new FormData(form);
        const kind = given.get('kind') === 'name' ? 'name' : 'term';
        const word = String(given.get('word')).trim();
        try {
          await client.setWord({ kind, source: source.trim(), lang: segment.lang, word, target }, language);
          setSaid(speak(say.wordWritten({ file: `${kind}s.yaml` })));
          setSource('');
          form.reset();
          onWritten();
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          setSaid(`${error.message} ${error.hint ?? ''}`);
        }
      }}
    >
      <label class="choice">
        <span>{speak(say.wordSource())}</span>
        <input
          name="source"
          required
          maxLength={200}
          lang={segment.lang}
          value={source}
          onFocus={() => source === '' && setSource(marked())}
          onInput={(event) => setSource(event.currentTarget.value)}
        />
      </label>
      <label class="choice">
        <span>{speak(say.wordTarget())}</span>
        <input name="word" required maxLength={200} lang={target} />
      </label>
      <label class="choice">
        <span>{speak(say.wordKind())}</span>
        <select name="kind">
          <option value="term">{speak(say.aTerm())}</option>
          <option value="name">{speak(say.aName())}</option>
        </select>
      </label>
      <button type="submit" class="small">
        {speak(say.addWord())}
      </button>
      <span role="status" class="quiet">
        {said}
      </span>
    </form>
  );
}
