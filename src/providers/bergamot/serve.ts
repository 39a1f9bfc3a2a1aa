import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { asPath, messages, SpokenError } from '../../message.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Engine, LoadedModel } from './engine.js';
import type { ModelFile, ModelFiles, Notice, Order } from './messages.js';

/** Models a worker keeps loaded: two routes over a pivot. The one not used for longest goes first. */
const MOST_MODELS = 4;

const say = messages('providers', {
  fileUnreadable: '{{file}} cannot be read ({{reason}})',
  fileChanged: '{{file}} is not the file that was installed: its SHA-256 differs',
});

class Unusable extends SpokenError {}

/**
 * Answers orders with an engine, one at a time. Every failure of the engine itself is final: its memory
 * cannot be trusted after it.
 */
export function serve(port: MessagePort, engine: Engine, lastWords: () => string): void {
  const loaded = new Map<string, LoadedModel>();
  const tell = (notice: Notice): void => port.postMessage(notice);
  const use = (files: ModelFiles): LoadedModel => {
    const model =
      loaded.get(files.key) ?? engine.load(readModel(files), { modelName: basename(files.model.path) });
    loaded.delete(files.key);
    loaded.set(files.key, model);
    return model;
  };
  port.on('message', (order: Order) => {
    const { id } = order;
    try {
      const route = order.route.map(use);
      for (const [key, model] of loaded) {
        if (loaded.size <= MOST_MODELS) break;
        loaded.delete(key);
        model.free();
      }
      tell({ kind: 'loaded', id });
      const translations = engine.translate(route, order.sentences, order.markup);
      tell({ kind: 'translated', id, translations, memory: engine.memory() });
    } catch (error) {
      if (error instanceof Unusable) tell({ kind: 'refused', id, said: error.said });
      else {
        const message = error instanceof Error ? error.message : String(error);
        tell({ kind: 'dying', message: lastWords() || message });
        port.close();
      }
    }
  });
}

function readModel(files: ModelFiles): Parameters<Engine['load']>[0] {
  const sourceVocabulary = readVerified(files.sourceVocabulary);
  return {
    model: readVerified(files.model),
    sourceVocabulary,
    targetVocabulary:
      files.targetVocabulary.path === files.sourceVocabulary.path
        ? sourceVocabulary
        : readVerified(files.targetVocabulary),
    ...onlyDefined({ shortlist: files.shortlist === undefined ? undefined : readVerified(files.shortlist) }),
  };
}

function readVerified({ path, sha256 }: ModelFile): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Unusable(
      say.fileUnreadable({ file: asPath(path), reason: (error as NodeJS.ErrnoException).code ?? 'EIO' }),
    );
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Unusable(say.fileChanged({ file: asPath(path) }));
  }
  return bytes;
}
