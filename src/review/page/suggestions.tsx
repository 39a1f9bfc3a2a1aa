import { useState } from 'preact/hooks';
import type { EngineAnswer, SegmentView, Suggestions } from '../../index.js';
import { Refusal } from './client.js';
import { directionOf, usePage } from './context.js';
import { say } from './words.js';

/** What else might stand for a sentence: similar texts of memory, and other engines, each with what it would cost. */

interface Props {
  readonly article: string;
  readonly target: string;
  readonly segment: SegmentView;
  readonly saving: boolean;
  readonly onUse: (text: string) => void;
}

export function OtherTranslations({ article, target, segment, saving, onUse }: Props) {
  const { client, speak, language } = usePage();
  const [found, setFound] = useState<Suggestions>();
  const [answers, setAnswers] = useState<ReadonlyMap<string, EngineAnswer>>(new Map());
  const [asking, setAsking] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const place = { article, target, segment: segment.id };
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    setAsking(what);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setProblem(error.status === 0 ? speak(say.lost()) : `${error.message} ${error.hint ?? ''}`);
    } finally {
      setAsking(undefined);
    }
  };
  const use = (text: string) => (
    <button type="button" class="small" disabled={saving} onClick={() => onUse(text)}>
      {speak(say.useIt())}
    </button>
  );
  const price = (cost: number | undefined, currency: string): string =>
    cost === undefined
      ? speak(say.costUnknown())
      : cost === 0
        ? speak(say.costFree())
        : new Intl.NumberFormat(language, { style: 'currency', currency, maximumSignificantDigits: 2 }).format(cost);
  return (
    <section class="others" aria-label={speak(say.otherTranslations())}>
      <h2>{speak(say.otherTranslations())}</h2>
      {found === undefined ? (
        <button
          type="button"
          class="small"
          disabled={asking !== undefined}
          onClick={() => void attempt('', async () => setFound(await client.suggestions(place, language)))}
        >
          {speak(asking === undefined ? say.lookFor() : say.loading())}
        </button>
      ) : (
        <ul>
          {found.memory.map(({ text, score, sourceText }) => (
            <li key={`${sourceText} ${text}`}>
              <span class="quiet">{speak(say.fromMemory({ score: String(Math.round(score)) }))}</span>{' '}
              <span lang={target} dir={directionOf(target)} title={sourceText}>
                {text}
              </span>{' '}
              {use(text)}
            </li>
          ))}
          {found.memory.length === 0 ? <li class="quiet">{speak(say.noMemory())}</li> : null}
          {found.engines.map(({ name, remote, cost, problem: why }) => {
            const answer = answers.get(name);
            return (
              <li key={name}>
                <b>{name}</b>{' '}
                {answer !== undefined ? (
                  <>
                    <span lang={target} dir={directionOf(target)}>
                      {answer.text}
                    </span>{' '}
                    {answer.findings.map(({ check, message }) => (
                      <span key={message} class="quiet">
                        {check}: {message}{' '}
                      </span>
                    ))}
                    {use(answer.text)}
                  </>
                ) : why !== undefined ? (
                  <span class="quiet">{typeof why === 'string' ? why : why.message}</span>
                ) : (
                  <button
                    type="button"
                    class="small"
                    disabled={asking !== undefined}
                    onClick={() =>
                      void attempt(name, async () => {
                        const got = await client.ask({ ...place, engine: name }, language);
                        setAnswers((before) => new Map(before).set(name, got));
                      })
                    }
                  >
                    {speak(asking === name ? say.loading() : say.askFor({ cost: price(cost, found.currency) }))}
                    {remote ? ` · ${speak(say.isSent())}` : ''}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {problem === undefined ? null : <p role="alert">{problem}</p>}
    </section>
  );
}
