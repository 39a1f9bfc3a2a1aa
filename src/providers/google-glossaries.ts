import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { badResponse, throwIfAborted, withWords } from './failure.js';
import type { Entries, GlossaryService } from './house-glossaries.js';

/**
 * Glossaries of Cloud Translation v3. The service makes one only of a file in a bucket of Cloud Storage, and takes its
 * time: the file is put there, the glossary is asked for, and used when it is done.
 */

const say = messages('providers', {
  googleGlossaryFailed: '{{provider}} could not make the glossary {{name}}',
  googleGlossarySlow: '{{provider}} did not finish the glossary {{name}} in time',
  ownGoogleGlossary: '{{provider}} answered in a shape of its own about glossaries',
});

const NAME = 'google';
/** Longest wait for a glossary that is being made, and pause between questions, in milliseconds. */
const PATIENCE_MS = 5 * 60_000;
const ASK_AGAIN_MS = 500;
/** INVALID_ARGUMENT: the service keeps none of this pair. */
const INVALID = 3;

const listShape = z.looseObject({
  glossaries: z.array(z.looseObject({ name: z.string() })).nullish(),
  nextPageToken: z.string().nullish(),
});
const operationShape = z.looseObject({
  name: z.string(),
  done: z.boolean().nullish(),
  error: z.looseObject({ code: z.number().nullish(), message: z.string().nullish() }).nullish(),
});

/** One request with the credentials of the account, and the JSON of its answer. @throws ProviderError */
export type GoogleAsk = (
  /** Below the service's address, or the whole address of Cloud Storage. */
  where: { readonly path: string; readonly at: 'translation' | 'storage' },
  init: RequestInit,
  signal: AbortSignal,
) => Promise<unknown>;

export function googleGlossaries({
  ask,
  parent,
  bucket,
  codeOf,
}: {
  readonly ask: GoogleAsk;
  /** `projects/…/locations/…` */
  readonly parent: string;
  readonly bucket: string;
  readonly codeOf: (tag: LanguageTag) => string;
}): GlossaryService {
  return {
    async list(signal) {
      const found: { id: string; name: string }[] = [];
      let page = '';
      do {
        const path = `v3/${parent}/glossaries?pageSize=1000${page === '' ? '' : `&pageToken=${encodeURIComponent(page)}`}`;
        const answer = read(listShape, await ask({ path, at: 'translation' }, { method: 'GET' }, signal));
        for (const { name: id } of answer.glossaries ?? [])
          found.push({ id, name: id.split('/').at(-1) ?? '' });
        page = answer.nextPageToken ?? '';
      } while (page !== '');
      return found;
    },
    async make(name, entries, { source, target, signal }) {
      await ask(
        {
          path: `upload/storage/v1/b/${encodeURIComponent(bucket)}/o?uploadType=media&name=${name}.tsv`,
          at: 'storage',
        },
        { method: 'POST', headers: { 'content-type': 'text/tab-separated-values' }, body: tsvOf(entries) },
        signal,
      );
      const id = `${parent}/glossaries/${name}`;
      const glossary = {
        name: id,
        languagePair: { sourceLanguageCode: codeOf(source), targetLanguageCode: codeOf(target) },
        inputConfig: { gcsSource: { inputUri: `gs://${bucket}/${name}.tsv` } },
      };
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(glossary),
      };
      try {
        await finished(
          read(
            operationShape,
            await ask({ path: `v3/${parent}/glossaries`, at: 'translation' }, init, signal),
          ),
          { ask, name, signal },
        );
      } catch (error) {
        // Another run has just made the same: its name says what is in it.
        if (!ProviderError.isInstance(error) || error.status !== 409) throw error;
      }
      return id;
    },
    async remove(id, signal) {
      await ask({ path: `v3/${id}`, at: 'translation' }, { method: 'DELETE' }, signal);
      const path = `storage/v1/b/${encodeURIComponent(bucket)}/o/${id.split('/').at(-1)}.tsv`;
      // The glossary does not need its file any more; one that is gone already is no trouble.
      await ask({ path, at: 'storage' }, { method: 'DELETE' }, signal).catch((error: unknown) => {
        if (!ProviderError.isInstance(error) || error.status !== 404) throw error;
      });
    },
  };
}

/** Waits for what the service does in its own time. @throws ProviderError */
async function finished(
  begun: z.infer<typeof operationShape>,
  { ask, name, signal }: { readonly ask: GoogleAsk; readonly name: string; readonly signal: AbortSignal },
): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let operation = begun;
  while (operation.done !== true) {
    if (Date.now() > giveUpAt) throw badResponse(NAME, say.googleGlossarySlow({ provider: NAME, name }));
    await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => {});
    throwIfAborted(NAME, signal);
    const path = `v3/${operation.name}`;
    operation = read(operationShape, await ask({ path, at: 'translation' }, { method: 'GET' }, signal));
  }
  const { error } = operation;
  if (error === null || error === undefined) return;
  throw new ProviderError(
    NAME,
    'REJECTED',
    withWords(say.googleGlossaryFailed({ provider: NAME, name }), error.message ?? ''),
    { status: error.code === INVALID ? 400 : 500 },
  );
}

/** Two columns without names over them; entries hold neither tabs nor line breaks. */
function tsvOf(entries: Entries): string {
  return entries.map(([source, target]) => `${source}\t${target}\n`).join('');
}

function read<T>(shape: z.ZodType<T>, answer: unknown): T {
  const { data } = shape.safeParse(answer);
  if (data === undefined) throw badResponse(NAME, say.ownGoogleGlossary({ provider: NAME }));
  return data;
}
