import type { Config } from '../../config/schema.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import { asPath, messages, type Said } from '../../message.js';
import type { ManifestProvenance } from '../../model/manifest.js';
import type { Sidecar } from '../../write/ledger.js';
import type { ManifestRecord, PreviousManifest } from '../../write/manifest-read.js';
import { statementOf } from '../../write/provenance.js';
import type { OutputsState } from '../../write/state.js';
import { sidecarAt } from './edits.js';
import { PROVENANCE_NAME, ProvenanceChain } from './provenance.js';

/** What one writing of the books adds to the chain of provenance. */

const say = messages('run', {
  notContinued:
    '{{file}} is kept and not continued: of what changes from now on it says nothing (output.provenance: chain goes on with it)',
  torn: '{{file}} does not end as the manifest says; what is new is chained to what was there (see: tovmach manifest verify)',
});

interface ProvenanceParts {
  /** Where the chain is kept. */
  readonly books: OutputFolder;
  readonly previous: PreviousManifest;
  readonly config: Config;
  readonly state: Pick<OutputsState, 'get'>;
  /** Names of the checks that translations go through. */
  readonly checks: readonly string[];
  readonly onNotice?: ((said: Said) => void) | undefined;
}

export interface ProvenanceWriter {
  /** An article that is in the books; of outputs that are as the chain has them nothing is added. */
  article(record: ManifestRecord): void;
  /** All were seen: outputs the chain has and nobody named are gone. */
  close(): ManifestProvenance | undefined;
  /** Some were seen; of the others nothing is said. */
  closeSome(): ManifestProvenance | undefined;
}

/** @returns `undefined` where no chain is asked for */
export async function provenanceWriter({
  books,
  previous,
  config,
  state,
  checks,
  onNotice,
}: ProvenanceParts): Promise<ProvenanceWriter | undefined> {
  if (config.output.provenance !== 'chain') {
    if (previous.provenance !== undefined) onNotice?.(say.notContinued({ file: asPath(PROVENANCE_NAME) }));
    return undefined;
  }
  const chain = await ProvenanceChain.open(books, previous.provenance);
  if (chain.isTorn) onNotice?.(say.torn({ file: asPath(PROVENANCE_NAME) }));
  const seen = new Set<string>();
  return {
    article({ entry, findings }) {
      let sidecar: Sidecar | undefined;
      for (const output of entry.outputs) {
        const { path, hash, target } = output;
        seen.add(path);
        const before = chain.before(path);
        if (before?.hash === hash && before.ledger === entry.ledger.hash && before.article === entry.id)
          continue;
        sidecar ??= sidecarAt(books.file(entry.ledger.path));
        const written = sidecar?.outputs.find((each) => each.target === target);
        if (written === undefined) continue;
        const made = state.get(entry.id)?.outputs[target];
        chain.add(
          statementOf({
            article: entry,
            output,
            sidecar: written,
            findings,
            checks,
            config: made?.config ?? '',
            terms: made?.terms,
            before,
            time: chain.time,
          }),
        );
      }
    },
    close() {
      for (const path of chain.paths()) if (!seen.has(path)) chain.remove(path);
      return chain.close();
    },
    closeSome: () => chain.close(),
  };
}
