import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './context.js';
import { say } from './words.js';

const KEYS = [
  [['j', 'k'], say.keyMove],
  [['Enter'], say.keyOpen],
  [['u', 'Esc'], say.keyBack],
  [['/'], say.keySearch],
  [['n'], say.keyNextFinding],
  [['!'], say.keyEyes],
  [['e'], say.keyEdit],
  [['a'], say.keyApprove],
  [['x'], say.keyReject],
  [['f'], say.keyNoFault],
  [['z'], say.keyUndo],
  [['v'], say.keyView],
  [['['], say.previousArticle],
  [[']'], say.nextArticle],
  [['?'], say.keyHelp],
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { speak } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{speak(say.keys())}</h2>
      <dl class="keys">
        {KEYS.map(([keys, words]) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{speak(words())}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {speak(say.close())}
      </button>
    </dialog>
  );
}
